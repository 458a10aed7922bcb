import type { z } from 'zod';

/** A program that reads settings; `start` is `npm start` with the operator's other commands. */
export type Reader = 'start' | 'gateway' | 'runner';

export interface Setting {
  /** Validates and parses the variable's text. */
  readonly type: z.ZodType<unknown, string>;
  /** Default text; absent: the setting is optional, or required by some programs. */
  readonly default?: string;
  /** Text for the documentation in place of a default. */
  readonly otherwise?: string;
  readonly readers: readonly Reader[];
  /** Programs that require it; such settings have no default. */
  readonly requiredBy?: readonly Reader[];
  /** Set by the parent process (`npm start`, an image), not by users. */
  readonly internal?: true;
  /** Markdown, for people. */
  readonly meaning: string;
}
