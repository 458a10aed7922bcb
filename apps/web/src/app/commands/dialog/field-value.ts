import type { CommandField, CommandInput, CommandOption } from '../base/page-command.ts';

/** Converts the values typed into a dialog to the types that the command takes. */
export const fieldValues = (fields: readonly CommandField[], typed: Readonly<Record<string, string>>): CommandInput =>
  Object.fromEntries(
    fields.map(({ name, isNumber }) => [name, isNumber ? Math.trunc(Number(typed[name])) : (typed[name] ?? '')]),
  );

/** Returns the fields that an option sends if it is chosen. */
export const bodyOfOption = ({ flag, body }: CommandOption): CommandInput => body ?? { [flag]: true };
