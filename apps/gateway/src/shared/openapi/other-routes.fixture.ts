/** Every route of the API that is not in the catalogue of commands (`commandRouteRights`). */
export const otherRoutes = [
  'DELETE /api/uploads/samples/{id}',
  'DELETE /api/uploads/{id}',
  'GET /api/uploads',
  'GET /api/uploads/samples',
  'HEAD /api/uploads/{id}',
  'PATCH /api/uploads/{id}',
  'POST /api/uploads',
  'POST /api/uploads/samples',
  'POST /api/uploads/samples/{id}/delete',
  'POST /api/uploads/{id}/delete',
];
