import { UNLISTED, type Right } from '@reprise/contracts';
import { routeRights } from '@reprise/contracts/routes';
import type { Request } from 'express';

/** Prefix of the routes that require rights. All others are for probes and scrapes. */
const API = '/api/';

/** Returns a route as the OpenAPI document names it: `GET /api/jobs/{id}/files/{path}`. */
const routeName = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/[:*](\w+)/g, '{$1}').replace(/(.)\/$/, '$1')}`;

/**
 * Returns the right that a request needs, according to the route that handled it; undefined outside the API. A HEAD
 * request that a GET route handles needs the right for that route.
 */
export function rightOf({ method, route }: Request): (Right & { readonly route: string }) | undefined {
  const { path } = route as { readonly path: string };
  if (!path.startsWith(API)) return undefined;
  const name = routeName(method, path);
  const right = routeRights[name] ?? (method === 'HEAD' ? routeRights[routeName('GET', path)] : undefined);
  return { ...(right ?? UNLISTED), route: path };
}
