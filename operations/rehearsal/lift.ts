import fs from "node:fs";
import path from "node:path";
import { PROTECTIONS } from "./provider/protection";
import { type Workspace } from "./workspaces";

/** A copy of a workspace in which nothing refuses to be destroyed. */
export interface LiftedWorkspace {
  /** The folder of the copy. */
  readonly directory: string;
  /** Addresses whose `prevent_destroy` was lifted. */
  readonly prevented: readonly string[];
  /** Addresses whose protection by the service itself was switched off. */
  readonly protected: readonly string[];
}

type Body = Record<string, unknown>;

/**
 * Copies an initialized workspace with its guards against destruction lifted.
 *
 * A rehearsal must not change what was synthesized, and destroying is part of what it shows: so the guards come off in
 * a copy, and whoever calls this says so.
 */
export function liftedCopy(workspace: Workspace): LiftedWorkspace {
  const directory = `${workspace.workspace}.lifted`;
  fs.cpSync(workspace.workspace, directory, { recursive: true });
  const config = structuredClone(workspace.config) as {
    readonly resource?: Record<string, Record<string, Body>>;
  };
  const prevented: string[] = [];
  const switchedOff: string[] = [];
  for (const [type, resources] of Object.entries(config.resource ?? {})) {
    for (const [id, body] of Object.entries(resources)) {
      if (liftPrevention(body)) {
        prevented.push(`${type}.${id}`);
      }
      if (switchOff(type, body)) {
        switchedOff.push(`${type}.${id}`);
      }
    }
  }
  fs.writeFileSync(path.join(directory, path.basename(workspace.workspaceFile)), JSON.stringify(config));
  return { directory, prevented, protected: switchedOff };
}

function liftPrevention(body: Body): boolean {
  const lifecycle = body["lifecycle"] as Body | undefined;
  if (lifecycle?.["prevent_destroy"] !== true) {
    return false;
  }
  delete lifecycle["prevent_destroy"];
  return true;
}

function switchOff(type: string, body: Body): boolean {
  const on = (PROTECTIONS[type] ?? []).filter(({ argument, on: value }) => body[argument] === value);
  for (const { argument, off } of on) {
    body[argument] = off;
  }
  return on.length > 0;
}
