import { z } from 'zod';

/** Path of the page that cannot lead to another site. */
export const PagePath = z
  .string()
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'must be a path of the page')
  .refine((path) => !new URL(path, 'http://localhost').pathname.startsWith('//'), 'must be a path of the page');
