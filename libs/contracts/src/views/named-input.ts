import * as z from 'zod';
import { Reason } from '../commands/descriptor.ts';
import { NamedInputKind } from '../events/fields.ts';
import { text } from '../inputs.ts';
import { page } from './details.ts';

/** `POST /api/inputs/named`: parameter values under a name, such as "GRCh38 + Twist Exome 2". */
export const NamedInputBody = z.strictObject({
  name: text(80).trim().min(1),
  kind: NamedInputKind,
  /** Value by parameter: absolute paths within the input roots, or other text. */
  params: z
    .record(z.string().regex(/^[A-Za-z_][\w-]{0,63}$/, 'must be the name of a parameter'), text(4096).min(1))
    .refine((params) => Object.keys(params).length > 0, 'must have at least one parameter')
    .refine((params) => Object.keys(params).length <= 20, 'must have at most 20 parameters'),
  reason: Reason,
});
export type NamedInputBody = z.infer<typeof NamedInputBody>;

export const NamedInput = z.object({
  input_id: z.uuid(),
  name: z.string(),
  kind: NamedInputKind,
  params: z.record(z.string(), z.string()),
  added_at: z.iso.datetime(),
  added_by: z.string(),
  /** Null while the input is available. Removed inputs are kept for the record. */
  removed_at: z.iso.datetime().nullable(),
  removed_by: z.string().nullable(),
});
export type NamedInput = z.infer<typeof NamedInput>;

export const NamedInputPage = page(NamedInput);
export type NamedInputPage = z.infer<typeof NamedInputPage>;
