import * as z from 'zod';

/**
 * Roles of people and tokens. `viewer` can read. `operator` can also submit and control jobs. `reviewer` can also
 * classify variants and sign results. `admin` can do everything.
 */
export const roles = ['viewer', 'operator', 'reviewer', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
