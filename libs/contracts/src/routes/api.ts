import { auditRoutes, auditSchemas } from './audit.ts';

/** Every route of the API that has a descriptor. */
export const api = { ...auditRoutes };
export type Api = typeof api;

/** Schemas that the document names, beside those of bodies and answers. */
export const partSchemas = { ...auditSchemas };
