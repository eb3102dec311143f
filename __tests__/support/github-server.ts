import http from "node:http";
import type { AddressInfo } from "node:net";

/** A comment or an issue that the server holds. */
export interface Held {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  state: string;
  /** Who wrote it; a workflow where nothing is said. */
  author: Author;
}

/** Who a workflow, a member or anybody else is to GitHub. */
export type Author = "workflow" | "member" | "stranger";

const AUTHORS = {
  workflow: { user: { type: "Bot" }, author_association: "NONE" },
  member: { user: { type: "User" }, author_association: "MEMBER" },
  stranger: { user: { type: "User" }, author_association: "NONE" },
} as const;

/** An answer that the server gives instead of its own. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Whether the request is carried out all the same, as when GitHub fails after its work. */
  readonly carriedOut?: true;
}

const REPOSITORY = "/repos/example/strata";
/** GitHub refuses a longer text with 422. */
const LONGEST_BODY = 65_536;

/** An HTTP server that behaves as GitHub's API does for comments, issues, pull requests and pagination. */
export class GitHubServer {
  public readonly requests: { readonly method: string; readonly path: string; readonly body: string }[] = [];
  public readonly comments: Held[] = [];
  public readonly issues: Held[] = [];
  public pullRequest = { title: "A change", body: "", labels: [] as { name: string }[], head: { sha: "h7" } };
  /** Refusals for the next requests of a method, in order. */
  public readonly refusals: { readonly method: string; readonly refusal: Refusal }[] = [];

  private readonly server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://localhost");
      this.requests.push({ method: request.method ?? "", path: url.pathname + url.search, body });
      const at = this.refusals.findIndex(({ method }) => method === request.method);
      const refusal = at < 0 ? undefined : this.refusals.splice(at, 1)[0]?.refusal;
      const answer =
        refusal === undefined || refusal.carriedOut
          ? this.answer(request.method ?? "", url, body, request.headers.authorization)
          : undefined;
      const {
        status,
        headers = {},
        data,
      } = refusal ? { ...refusal, data: { message: refusal.message ?? "refused" } } : answer!;
      response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
      response.end(JSON.stringify(data));
    });
  });

  /** Variables under which a command reaches the server. */
  public get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return { GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_TOKEN: "token", NO_PROXY: "127.0.0.1" };
  }

  public start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  public stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
  }

  /** Methods and paths of the requests that wrote something. */
  public get writes(): string[] {
    return this.requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
  }

  public refuse(method: string, refusal: Refusal, times = 1): void {
    for (let time = 0; time < times; time += 1) {
      this.refusals.push({ method, refusal });
    }
  }

  public addComment(body: string, author: Author = "workflow"): Held {
    return this.add(this.comments, "", body, author);
  }

  public addIssue(title: string, body: string, author: Author = "workflow"): Held {
    return this.add(this.issues, title, body, author);
  }

  private add(list: Held[], title: string, body: string, author: Author): Held {
    const held = { id: 1000 + list.length, number: list.length + 1, title, body, state: "open", author };
    list.push(held);
    return held;
  }

  private answer(
    method: string,
    url: URL,
    body: string,
    authorization: string | undefined,
  ): { readonly status: number; readonly headers?: Record<string, string>; readonly data: unknown } {
    const notFound = { status: 404, data: { message: "Not Found" } };
    if (authorization !== "token token") {
      return { status: 401, data: { message: "Bad credentials" } };
    }
    if (!url.pathname.startsWith(`${REPOSITORY}/`)) {
      return notFound;
    }
    const path = url.pathname.slice(REPOSITORY.length);
    const sent = (body === "" ? {} : JSON.parse(body)) as Partial<Held>;
    if ((sent.body?.length ?? 0) > LONGEST_BODY) {
      return { status: 422, data: { message: "Body is too long (maximum is 65536 characters)" } };
    }
    switch (`${method} ${path}`) {
      case "GET /pulls/7":
        return { status: 200, data: { number: 7, ...this.pullRequest } };
      case "GET /issues/7/comments":
        return this.page(this.comments, url);
      case "POST /issues/7/comments":
        return { status: 201, data: this.shown(this.addComment(sent.body ?? "")) };
      case "GET /issues":
        return this.page(
          this.issues.filter(({ state }) => state === url.searchParams.get("state")),
          url,
        );
      case "POST /issues":
        return { status: 201, data: this.shown(this.addIssue(sent.title ?? "", sent.body ?? "")) };
      default:
        return this.change(method, path, sent) ?? notFound;
    }
  }

  private change(method: string, path: string, sent: Partial<Held>) {
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, number, below] = /^\/issues\/(\d+)(\/comments)?$/.exec(path) ?? [];
    const held =
      id === undefined
        ? this.issues.find((issue) => issue.number === Number(number))
        : this.comments.find((comment) => comment.id === Number(id));
    if (held === undefined) {
      return undefined;
    }
    if (method === "POST" && below) {
      return { status: 201, data: { id: 1, html_url: "" } };
    }
    Object.assign(held, sent);
    return { status: 200, data: this.shown(held) };
  }

  /** Pages with GitHub's `link` header. */
  private page(list: readonly Held[], url: URL) {
    const size = Number(url.searchParams.get("per_page") ?? 30);
    const page = Number(url.searchParams.get("page") ?? 1);
    const next = new URL(url.pathname + url.search, this.environment["GITHUB_API_URL"]);
    next.searchParams.set("page", String(page + 1));
    return {
      status: 200,
      headers: (page * size < list.length ? { link: `<${next.href}>; rel="next"` } : {}) as Record<
        string,
        string
      >,
      data: list.slice((page - 1) * size, page * size).map((held) => this.shown(held)),
    };
  }

  private shown(held: Held) {
    const { author, ...rest } = held;
    return { ...rest, ...AUTHORS[author], html_url: `https://github.com/example/strata/pull/7#${held.id}` };
  }
}
