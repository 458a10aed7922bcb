import type { Route } from '../http/route.ts';
import { peopleRoutes } from './people.ts';
import { auditRoutes } from './audit.ts';
import { checkRoutes } from './jobs/checks.ts';
import { commandRoutes } from './commands/commands.ts';
import { fileRoutes } from './jobs/files.ts';
import { jobRoutes } from './jobs/jobs.ts';
import { logRoutes } from './jobs/logs.ts';
import { namedInputRoutes } from './named-inputs.ts';
import { pipelineRoutes } from './pipelines.ts';
import { previewRoutes } from './commands/previews.ts';
import { projectionRoutes } from './projection.ts';
import { queueRoutes } from './queues.ts';
import { runnerRoutes } from './runners.ts';
import { sessionRoutes } from './session.ts';
import { sheetRoutes } from './jobs/sheets.ts';
import { storageRoutes } from './storage.ts';
import { streamRoutes } from './jobs/stream.ts';
import { routesOfWings } from './catalogue.ts';

/** All routes with a descriptor, by feature. */
export const api = {
  ...routesOfWings,
  audit: auditRoutes,
  checks: checkRoutes,
  commands: commandRoutes,
  files: fileRoutes,
  jobs: jobRoutes,
  logs: logRoutes,
  namedInputs: namedInputRoutes,
  people: peopleRoutes,
  pipelines: pipelineRoutes,
  previews: previewRoutes,
  projection: projectionRoutes,
  queues: queueRoutes,
  runners: runnerRoutes,
  session: sessionRoutes,
  sheets: sheetRoutes,
  storage: storageRoutes,
  stream: streamRoutes,
};

type ByFeature = typeof api;
type RoutesOf<F> = F[keyof F];
/** Union of the routes. */
export type ApiRoute = { readonly [F in keyof ByFeature]: RoutesOf<ByFeature[F]> }[keyof ByFeature];

export const allRoutes: readonly Route[] = Object.values(api).flatMap((routes) => Object.values<Route>(routes));
