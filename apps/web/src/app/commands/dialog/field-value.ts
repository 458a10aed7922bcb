import type { CommandField, CommandInput, CommandOption } from '../base/page-command.ts';

/** Returns the typed values of a dialog's fields as the command takes them. */
export const fieldValues = (fields: readonly CommandField[], typed: Readonly<Record<string, string>>): CommandInput =>
  Object.fromEntries(
    fields.map(({ name, isNumber }) => [name, isNumber ? Math.trunc(Number(typed[name])) : (typed[name] ?? '')]),
  );

/** Returns what an option sends when chosen. */
export const bodyOfOption = ({ flag, body }: CommandOption): CommandInput => body ?? { [flag]: true };
