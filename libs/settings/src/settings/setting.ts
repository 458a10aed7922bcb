import type { z } from 'zod';

/** A program that reads settings; `start` is `npm start` and the operator's other commands. */
export type Reader = 'start' | 'gateway' | 'runner';

export interface Setting {
  /** Validates and parses the variable's text. */
  readonly type: z.ZodType<unknown, string>;
  /** Default text. If absent, the setting is optional, or some programs require it. */
  readonly default?: string;
  /** Text for the documentation instead of a default. */
  readonly otherwise?: string;
  readonly readers: readonly Reader[];
  /** Programs that require it. Such settings have no default. */
  readonly requiredBy?: readonly Reader[];
  /** Set by the parent process (`npm start`, an image), not by users. */
  readonly internal?: true;
  /** Markdown text for people. */
  readonly meaning: string;
}
