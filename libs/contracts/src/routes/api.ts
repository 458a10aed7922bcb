import type { Route } from '../http/route.ts';
import { auditRoutes, auditSchemas } from './audit.ts';
import { projectionRoutes } from './projection.ts';
import { storageRoutes } from './storage.ts';
import { webhookRoutes } from './webhooks.ts';

/** Routes with a descriptor, by feature. */
export const api = {
  audit: auditRoutes,
  projection: projectionRoutes,
  storage: storageRoutes,
  webhooks: webhookRoutes,
};

type ByFeature = typeof api;
type RoutesOf<F> = F[keyof F];
/** Union of the routes. */
export type ApiRoute = { readonly [F in keyof ByFeature]: RoutesOf<ByFeature[F]> }[keyof ByFeature];

export const allRoutes: readonly Route[] = Object.values(api).flatMap((routes) => Object.values<Route>(routes));

/** Schemas that the document names, beside those of bodies and answers. */
export const partSchemas = { ...auditSchemas };
