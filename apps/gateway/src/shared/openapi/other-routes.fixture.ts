/** Every route of the API that is not in the catalogue of commands (`commandRouteRights`). */
export const otherRoutes = [];
