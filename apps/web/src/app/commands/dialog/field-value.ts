import type { CommandField, CommandInput, CommandOption } from '../base/page-command.ts';

/** Converts the values typed into a dialog to the types that the command takes. */
export const fieldValues = (fields: readonly CommandField[], typed: Readonly<Record<string, string>>): CommandInput =>
  Object.fromEntries(
    fields
      .map((field) => [field.name, valueOf(field, typed[field.name] ?? '')] as const)
      .filter(([, value]) => value !== null),
  );

/** Returns the first field whose text cannot be sent. */
export const wrongField = (
  fields: readonly CommandField[],
  typed: Readonly<Record<string, string>>,
): CommandField | undefined => fields.find(({ name, problem }) => problem?.(typed[name] ?? '', typed));

/** Moves the focus to the input of a field. */
export const focusField = ({ name }: CommandField): void => document.getElementById(`rp-command-${name}`)?.focus();

function valueOf({ isNumber, parse }: CommandField, text: string): object | string | number | null {
  if (parse) return parse(text);
  return isNumber ? Math.trunc(Number(text)) : text;
}

/** Returns the fields that an option sends if it is chosen. */
export const bodyOfOption = ({ flag, body }: CommandOption): CommandInput => body ?? { [flag]: true };
