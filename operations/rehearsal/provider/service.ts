import { checksOf } from "../checks/registry";
import { overlayOf } from "../schema/overlay";
import { blockType } from "../schema/types";
import type { Block, ProviderSchema } from "../schema/types";
import { decideOf } from "./answers/decided";
import { applyResource } from "./apply";
import { decodeBlock, encodeBlock, isRecord } from "./codec";
import type { Value } from "./codec";
import { contextOf, UNCONFIGURED } from "./context";
import type { ProviderContext } from "./context";
import { readData } from "./data/sources";
import { openEphemeral } from "./ephemeral";
import { importedState, stateFromJson } from "./import";
import { planResource } from "./plan";
import { protectionFault } from "./protection";
import type { Diagnostic, DynamicValue, Handlers } from "./protocol";
import { fault, schemaFaults } from "./validate";
import { wireSchema } from "./wire-schema";

interface Typed {
  readonly type_name: string;
}

interface Configured {
  readonly config: DynamicValue;
}

/**
 * The methods of one provider.
 *
 * Nothing is remembered but the configuration of each connection: Terraform opens one for every configured provider, so
 * that aliases of several Regions live side by side.
 */
export function providerHandlers(schema: ProviderSchema): Handlers {
  const contexts = new Map<string, ProviderContext>();
  const contextFor = (peer: string): ProviderContext => contexts.get(peer) ?? UNCONFIGURED;
  const resource = (type: string): Block => blockOf(schema.resources, type);

  const schemaAnswer = {
    provider: wireSchema(schema.config),
    resource_schemas: wireSchemas(schema.resources),
    data_source_schemas: wireSchemas(schema.data),
    ephemeral_resource_schemas: wireSchemas(schema.ephemeral),
    server_capabilities: CAPABILITIES,
  };

  return {
    GetMetadata: () => ({ server_capabilities: CAPABILITIES, ...listed(schema) }),
    GetSchema: () => schemaAnswer,
    PrepareProviderConfig: ({ config }: Configured) => ({ prepared_config: config }),
    Configure: ({ config }: Configured, peer: string) => {
      contexts.set(peer, contextOf(decodeBlock(config, schema.config)));
      return {};
    },
    ValidateResourceTypeConfig: ({ type_name: type, config }: Typed & Configured) => {
      const block = resource(type);
      return { diagnostics: faults(type, block, decodeBlock(config, block)) };
    },
    ValidateDataSourceConfig: ({ type_name: type, config }: Typed & Configured) => {
      const block = blockOf(schema.data, type);
      return { diagnostics: schemaFaults(block, decodeBlock(config, block)) };
    },
    ValidateEphemeralResourceConfig: ({ type_name: type, config }: Typed & Configured) => {
      const block = blockOf(schema.ephemeral, type);
      return { diagnostics: schemaFaults(block, decodeBlock(config, block)) };
    },
    UpgradeResourceState: ({
      type_name: type,
      raw_state: raw,
    }: Typed & { readonly raw_state: { readonly json: Uint8Array } }) => {
      const block = resource(type);
      return { upgraded_state: encodeBlock(stateFromJson(raw.json, blockType(block)), block) };
    },
    ReadResource: ({
      current_state,
      private: hidden,
    }: {
      readonly current_state: DynamicValue;
      readonly private: Uint8Array;
    }) => ({
      new_state: current_state,
      private: hidden,
    }),
    PlanResourceChange: (request: Typed & PlanRequest, peer: string) =>
      plan(resource(request.type_name), request, contextFor(peer)),
    ApplyResourceChange: (request: Typed & ApplyRequest, peer: string) =>
      apply(resource(request.type_name), request, contextFor(peer)),
    ImportResourceState: ({ type_name: type, id }: Typed & { readonly id: string }, peer: string) => {
      const block = resource(type);
      const state = importedState(type, block, contextFor(peer), id);
      return { imported_resources: [{ type_name: type, state: encodeBlock(state, block) }] };
    },
    MoveResourceState: ({
      source_type_name: from,
      target_type_name: to,
    }: {
      readonly source_type_name: string;
      readonly target_type_name: string;
    }) => ({
      diagnostics: [
        fault("Move between types is not rehearsed", `${from} cannot become ${to} in a rehearsal.`),
      ],
    }),
    ReadDataSource: ({ type_name: type, config }: Typed & Configured, peer: string) => {
      const block = blockOf(schema.data, type);
      return {
        state: encodeBlock(readData(type, block, contextFor(peer), decodeBlock(config, block)), block),
      };
    },
    OpenEphemeralResource: ({ type_name: type, config }: Typed & Configured, peer: string) => {
      const block = blockOf(schema.ephemeral, type);
      return {
        result: encodeBlock(openEphemeral(type, block, contextFor(peer), decodeBlock(config, block)), block),
      };
    },
    RenewEphemeralResource: () => ({}),
    CloseEphemeralResource: () => ({}),
    GetFunctions: () => ({}),
    Stop: () => ({}),
  };
}

const CAPABILITIES = { plan_destroy: false, get_provider_schema_optional: true, move_resource_state: false };

interface PlanRequest {
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly config: DynamicValue;
  readonly prior_private: Uint8Array;
}

function plan(block: Block, request: Typed & PlanRequest, context: ProviderContext): object {
  const { type_name: type } = request;
  const { planned, requiresReplace } = planResource(block, overlayOf(type), decideOf(type), context, {
    prior: decodeBlock(request.prior_state, block),
    proposed: decodeBlock(request.proposed_new_state, block),
    config: decodeBlock(request.config, block),
  });
  return {
    planned_state: encodeBlock(planned, block),
    requires_replace: requiresReplace.map((steps) => ({ steps })),
    planned_private: request.prior_private,
  };
}

interface ApplyRequest {
  readonly prior_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly planned_private: Uint8Array;
}

function apply(block: Block, request: Typed & ApplyRequest, context: ProviderContext): object {
  const planned = decodeBlock(request.planned_state, block);
  if (planned === null) {
    const kept = protectionFault(request.type_name, decodeBlock(request.prior_state, block));
    return kept === undefined
      ? { new_state: encodeBlock(null, block) }
      : { new_state: request.prior_state, diagnostics: [kept] };
  }
  return {
    new_state: encodeBlock(applyResource(request.type_name, block, context, planned), block),
    private: request.planned_private,
  };
}

function faults(type: string, block: Block, config: Value): readonly Diagnostic[] {
  const structural = schemaFaults(block, config);
  if (structural.length > 0 || !isRecord(config)) {
    return structural;
  }
  return checksOf(type).flatMap((check) =>
    check
      .find(config)
      .map(({ path, message }) => fault(`Invalid ${type}`, `${message}\n\nSource: ${check.source}`, path)),
  );
}

function blockOf(blocks: ReadonlyMap<string, Block>, type: string): Block {
  const block = blocks.get(type);
  if (block === undefined) {
    throw new RangeError(
      `${type}: must be one of the types that this rehearsal was started with, got another; start it again`,
    );
  }
  return block;
}

function wireSchemas(blocks: ReadonlyMap<string, Block>): object {
  return Object.fromEntries([...blocks].map(([type, block]) => [type, wireSchema(block)]));
}

function listed({ resources, data, ephemeral }: ProviderSchema): object {
  const names = (blocks: ReadonlyMap<string, Block>): object[] =>
    [...blocks.keys()].map((type) => ({ type_name: type }));
  return { resources: names(resources), data_sources: names(data), ephemeral_resources: names(ephemeral) };
}
