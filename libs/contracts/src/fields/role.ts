import * as z from 'zod';

/**
 * Roles of people and tokens. `viewer` reads; `operator` also submits and controls jobs; `reviewer` also classifies
 * variants and signs results; `admin` may do everything.
 */
export const roles = ['viewer', 'operator', 'reviewer', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
