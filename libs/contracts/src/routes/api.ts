import type { Route } from '../http/route.ts';
import { accountRoutes } from './access/account.ts';
import { confirmRoutes } from './access/confirm.ts';
import { credentialRoutes } from './access/credentials.ts';
import { deviceRoutes } from './access/devices.ts';
import { firstAdminRoutes } from './access/first-admin.ts';
import { inviteRoutes } from './access/invites.ts';
import { peopleRoutes } from './access/people.ts';
import { signInRoutes } from './access/sign-in.ts';
import { tokenRoutes } from './access/tokens.ts';
import { userRoutes } from './access/users.ts';
import { auditRoutes } from './audit.ts';
import { checkRoutes } from './checks.ts';
import { commandRoutes } from './commands.ts';
import { fileRoutes } from './files.ts';
import { jobRoutes } from './jobs.ts';
import { logRoutes } from './logs.ts';
import { namedInputRoutes } from './named-inputs.ts';
import { pipelineRoutes } from './pipelines.ts';
import { previewRoutes } from './previews.ts';
import { projectionRoutes } from './projection.ts';
import { queueRoutes } from './queues.ts';
import { runnerRoutes } from './runners.ts';
import { sessionRoutes } from './session.ts';
import { sheetRoutes } from './sheets.ts';
import { storageRoutes } from './storage.ts';
import { streamRoutes } from './stream.ts';
import { routesOfWings } from './catalogue.ts';

/** Routes with a descriptor, by feature. */
export const api = {
  ...routesOfWings,
  account: accountRoutes,
  audit: auditRoutes,
  checks: checkRoutes,
  commands: commandRoutes,
  confirm: confirmRoutes,
  credentials: credentialRoutes,
  devices: deviceRoutes,
  files: fileRoutes,
  firstAdmin: firstAdminRoutes,
  invites: inviteRoutes,
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
  signIn: signInRoutes,
  storage: storageRoutes,
  stream: streamRoutes,
  tokens: tokenRoutes,
  users: userRoutes,
};

type ByFeature = typeof api;
type RoutesOf<F> = F[keyof F];
/** Union of the routes. */
export type ApiRoute = { readonly [F in keyof ByFeature]: RoutesOf<ByFeature[F]> }[keyof ByFeature];

export const allRoutes: readonly Route[] = Object.values(api).flatMap((routes) => Object.values<Route>(routes));
