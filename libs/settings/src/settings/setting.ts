import type { z } from 'zod';

/** A program that reads settings; `start` is `npm start` with the operator's other commands. */
export type Reader = 'start' | 'gateway' | 'runner';

export interface Setting {
  /** Checks and converts the variable's text. */
  readonly type: z.ZodType<unknown, string>;
  /** Text that counts where the variable is not set; none: the setting is optional, or required by some. */
  readonly default?: string;
  /** Text of the documentation in place of a default. */
  readonly otherwise?: string;
  readonly readers: readonly Reader[];
  /** Readers that do not run without it; they have no default. */
  readonly requiredBy?: readonly Reader[];
  /** Set by whoever starts a service (`npm start`, an image) and not by people. */
  readonly internal?: true;
  /** Markdown, for people. */
  readonly meaning: string;
}
