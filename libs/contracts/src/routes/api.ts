import type { Route } from '../http/route.ts';
import { approvalRoutes } from './approvals.ts';
import { auditRoutes, auditSchemas } from './audit.ts';
import { bulkRoutes } from './bulk.ts';
import { checkRoutes } from './checks.ts';
import { commandRoutes } from './commands.ts';
import { crateRoutes } from './crate.ts';
import { fileRoutes } from './files.ts';
import { jobRoutes } from './jobs.ts';
import { logRoutes } from './logs.ts';
import { namedInputRoutes } from './named-inputs.ts';
import { pipelineRoutes } from './pipelines.ts';
import { previewRoutes } from './previews.ts';
import { projectionRoutes } from './projection.ts';
import { queueRoutes } from './queues.ts';
import { runnerRoutes } from './runners.ts';
import { sheetRoutes } from './sheets.ts';
import { storageRoutes } from './storage.ts';
import { streamRoutes } from './stream.ts';
import { variantExportRoutes } from './variant-exports.ts';
import { variantRoutes } from './variants.ts';
import { webhookRoutes } from './webhooks.ts';

/** Routes with a descriptor, by feature. */
export const api = {
  approvals: approvalRoutes,
  audit: auditRoutes,
  bulk: bulkRoutes,
  checks: checkRoutes,
  commands: commandRoutes,
  crate: crateRoutes,
  files: fileRoutes,
  jobs: jobRoutes,
  logs: logRoutes,
  namedInputs: namedInputRoutes,
  pipelines: pipelineRoutes,
  previews: previewRoutes,
  projection: projectionRoutes,
  queues: queueRoutes,
  runners: runnerRoutes,
  sheets: sheetRoutes,
  storage: storageRoutes,
  stream: streamRoutes,
  variantExports: variantExportRoutes,
  variants: variantRoutes,
  webhooks: webhookRoutes,
};

type ByFeature = typeof api;
type RoutesOf<F> = F[keyof F];
/** Union of the routes. */
export type ApiRoute = { readonly [F in keyof ByFeature]: RoutesOf<ByFeature[F]> }[keyof ByFeature];

export const allRoutes: readonly Route[] = Object.values(api).flatMap((routes) => Object.values<Route>(routes));

/** Schemas that the document names, beside those of bodies and answers. */
export const partSchemas = { ...auditSchemas };
