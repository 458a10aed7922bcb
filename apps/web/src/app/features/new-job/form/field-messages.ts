import { signal } from '@angular/core';
import type { FieldProblem } from '@reprise/contracts';
import { asSentence } from '../../../shared/format.ts';
import { LAUNCH } from './field-names.ts';

type ByField = ReadonlyMap<string, string>;

/** Errors and warnings of the server at the fields of a form. Each is shown until its field is changed. */
export class FieldMessages {
  private readonly wrong = signal<ByField>(new Map());
  private readonly doubtful = signal<ByField>(new Map());
  readonly errors = this.wrong.asReadonly();
  /** Warnings of the last check. */
  readonly warnings = this.doubtful.asReadonly();

  setErrors(errors: readonly FieldProblem[]): void {
    this.wrong.set(byField(errors));
  }

  setWarnings(warnings: readonly FieldProblem[]): void {
    this.doubtful.set(byField(warnings));
  }

  /** Removes the messages of a field whose value has changed. */
  forget(field: string): void {
    for (const messages of [this.wrong, this.doubtful])
      if (messages().has(field)) messages.update((all) => new Map([...all].filter(([name]) => name !== field)));
  }

  clear(): void {
    this.setErrors([]);
    this.setWarnings([]);
  }
}

/**
 * Groups messages by field. A message about a part of a parameter is shown at the parameter; for a list, it includes
 * the position (`params.list.0`: "Value 1"). A message about a variable is shown at the field for all variables.
 */
function byField(messages: readonly FieldProblem[]): ByField {
  const all = new Map<string, string>();
  for (const { field, message } of messages) {
    const at = field.split('.').slice(0, 2).join('.');
    const inside = field.slice(at.length + 1);
    const part = field.startsWith(LAUNCH) ? inside : placeOf(inside);
    const text = part ? `${part} ${message}` : asSentence(message);
    const before = all.get(at);
    all.set(at, before ? `${before}; ${text}` : text);
  }
  return all;
}

/** Returns "Value 2" for the second value of a list, and nothing for a key of an object. */
function placeOf(inside: string): string {
  const index = /^\d+/.exec(inside)?.[0];
  return index === undefined ? '' : `Value ${Number(index) + 1}`;
}
