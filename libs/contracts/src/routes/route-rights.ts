import { commandRouteRights } from '../access/command-rights.ts';
import type { Right } from '../access/right.ts';
import type { Route } from '../http/route.ts';
import { allRoutes } from './api.ts';
import { undocumentedRightsOfWings } from './catalogue.ts';

/** Returns a route in the document's notation: `GET /api/audit`. */
export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method} ${path.replace('*}', '}')}`;

/**
 * Minimum role for each route, by method and path as in the OpenAPI document; see decision 42. Unlisted routes require
 * an admin and fail a test.
 */
export const routeRights: Readonly<Record<string, Right>> = {
  ...Object.fromEntries(allRoutes.map((route) => [routeName(route), route.right])),
  ...undocumentedRightsOfWings,
};

/** Rights for all routes except those of commands. */
export const otherRouteRights: Readonly<Record<string, Right>> = Object.fromEntries(
  Object.entries(routeRights).filter(([name]) => !(name in commandRouteRights)),
);
