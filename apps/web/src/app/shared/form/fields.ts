import { signal } from '@angular/core';
import { messageOf, ProblemError } from '../../core/problem.ts';
import { asSentence } from '../format.ts';
import type { Hold } from '../../core/inject-sheet.ts';

/** State of a form: whether it is being sent, and errors by field. */
export class Sending {
  readonly busy = signal(false);
  /** Reason why the form was not accepted as a whole; empty if it was, or if fields show the reason. */
  readonly error = signal('');
  private readonly fields = signal<Readonly<Record<string, string>>>({});

  /**
   * @param known fields that show their own errors
   * @param sheet the form's dialog, which stays open during a request
   */
  constructor(
    private readonly known: readonly string[] = [],
    private readonly sheet?: Pick<Hold, 'during'>,
  ) {}

  errorOf(field: string): string {
    return this.fields()[field] ?? '';
  }

  /** Shows errors that were found before sending. @returns whether there are none */
  accepts(errors: Readonly<Record<string, string>>): boolean {
    const found = Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== ''));
    this.error.set('');
    this.fields.set(found);
    return Object.keys(found).length === 0;
  }

  /** Sends one request at a time. @returns undefined if it was not accepted; the reason is then shown */
  async send<T>(send: () => Promise<T>): Promise<T | undefined> {
    if (this.busy()) return undefined;
    this.busy.set(true);
    this.accepts({});
    try {
      return await (this.sheet ? this.sheet.during(send) : send());
    } catch (error) {
      this.refuse(error);
      return undefined;
    } finally {
      this.busy.set(false);
    }
  }

  private refuse(error: unknown): void {
    const all = error instanceof ProblemError ? error.fields : [];
    // An error of an item of a list has the field `label.0`.
    const shownBy = (field: string) => this.known.find((name) => field === name || field.startsWith(`${name}.`));
    const known = all.flatMap(({ field, message }) => {
      const name = shownBy(field);
      return name === undefined ? [] : [[name, asSentence(message)] as const];
    });
    this.fields.set(Object.fromEntries(known));
    const rest = all
      .filter(({ field }) => shownBy(field) === undefined)
      .map(({ field, message }) => `${field}: ${message}`);
    if (known.length === 0) this.error.set(rest.length > 0 ? rest.join(' ') : messageOf(error));
    else this.error.set(rest.join(' '));
  }
}
