import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Content } from "./content";

const IMAGE_SECONDS = 300;

/** What the API is made of. */
export interface AppParts {
  /** Where it reads what it answers. */
  readonly content: Pick<Content, "items" | "item" | "image">;
  /** Origin of the page that may read the answers. */
  readonly allowedOrigin: string;
  /** Takes one line of the log. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

type Answer = (response: ServerResponse) => void | Promise<void>;

/**
 * The API: `/health`, `/items`, `/items/<id>` and `/images/<key>`. Pages of the one allowed origin may read its answers,
 * with the cookies by which a load balancer knows who has signed in.
 */
export function createApp(parts: AppParts): http.Server {
  return http.createServer(handle(parts));
}

function handle({ content, allowedOrigin, log }: AppParts): RequestListener {
  return (request, response) => {
    const started = Date.now();
    response.setHeader("Access-Control-Allow-Origin", allowedOrigin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Vary", "Origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.on("close", () => {
      log({
        method: request.method,
        url: request.url,
        status: response.statusCode,
        milliseconds: Date.now() - started,
      });
    });
    answer(request, content)
      .then((send) => send(response))
      .catch((error: unknown) => {
        log({ level: "error", url: request.url, error: String(error) });
        if (response.headersSent) {
          response.destroy();
        } else {
          void json(500, { message: "The request could not be answered." })(response);
        }
      });
  };
}

async function answer(request: IncomingMessage, content: AppParts["content"]): Promise<Answer> {
  if (request.method === "OPTIONS") {
    return preflight;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return json(405, { message: "Only GET is answered." });
  }
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://api");
  const [collection = "", ...rest] = decoded(pathname).slice(1).split("/");
  const name = rest.join("/");
  switch (collection) {
    case "health":
      return json(200, { status: "ok" });
    case "items": {
      if (name === "") {
        return json(200, await content.items(searchParams.get("after") ?? undefined));
      }
      const item = await content.item(name);
      return item ? json(200, item) : NOT_FOUND;
    }
    case "images": {
      const image = name === "" ? undefined : await content.image(name);
      return image
        ? async (response) => {
            response.writeHead(200, {
              "Content-Type": image.contentType,
              "Cache-Control": `private, max-age=${IMAGE_SECONDS}`,
              ...(image.contentLength === undefined ? {} : { "Content-Length": image.contentLength }),
            });
            await pipeline(image.body, response);
          }
        : NOT_FOUND;
    }
    default:
      return NOT_FOUND;
  }
}

const preflight: Answer = (response) => {
  response
    .writeHead(204, { "Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Max-Age": "600" })
    .end();
};

const NOT_FOUND = json(404, { message: "There is nothing here." });

function json(status: number, body: unknown): Answer {
  return (response) => {
    response
      .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
      .end(JSON.stringify(body));
  };
}

/** The path as text; one that is not well encoded leads nowhere. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return "/";
  }
}
