import { imageUrl } from "./api.js";

/** The page in one of its states: loading, failed or with items. */
export function Page({ apiUrl, signInPath, state }) {
  return (
    <main>
      <h1>Items and images</h1>
      {state.status === "loading" && <p>Loading…</p>}
      {state.status === "failed" && (
        <Failure apiUrl={apiUrl} signInPath={signInPath} message={state.message} />
      )}
      {state.status === "ready" && <Items apiUrl={apiUrl} items={state.items} />}
    </main>
  );
}

// A refusal of the load balancer carries no header that lets a script read it: it looks like any other failure.
function Failure({ apiUrl, signInPath, message }) {
  return (
    <>
      <p role="alert">{message}</p>
      {signInPath && (
        <p>
          <a href={new URL(signInPath, apiUrl).href}>Sign in</a>
        </p>
      )}
    </>
  );
}

function Items({ apiUrl, items }) {
  return items.length === 0 ? (
    <p>There are no items yet.</p>
  ) : (
    <ul className="items">
      {items.map(({ id, title = id, text, image }) => (
        <li key={id}>
          {image && <img src={imageUrl(apiUrl, image)} alt={title} loading="lazy" />}
          <h2>{title}</h2>
          {text && <p>{text}</p>}
        </li>
      ))}
    </ul>
  );
}
