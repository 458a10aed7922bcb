import { Component, computed, debounced, inject, resource, signal } from '@angular/core';
import { messageOf } from '../../core/problem.ts';
import { StorageApi, type TriedRules } from '../../core/api/storage-api.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { RetentionSteps } from './retention-steps.ts';
import { freedText, ruleError, triedRules } from './storage-text.ts';

/** Delay after a key press before the rules are tried. */
const TYPING_MS = 300;
/** Maximum number of jobs listed. */
const MOST = 1_000;

/** Form that tries retention rules and shows what they would delete now. Read-only. */
@Component({
  selector: 'rp-try-rules',
  imports: [Icon, RetentionSteps],
  template: `
    <div class="fields">
      @for (field of fields; track field.name) {
        <div>
          <label class="lbl" [for]="'rp-try-' + field.name">{{ field.label }}</label>
          <input
            class="inp form number"
            type="number"
            min="0"
            step="any"
            inputmode="decimal"
            [id]="'rp-try-' + field.name"
            [attr.aria-describedby]="'rp-try-' + field.name + '-hint'"
            [attr.aria-invalid]="wrong()[field.name] ? true : null"
            (input)="set(field.name, $any($event.target))"
          />
          <div [id]="'rp-try-' + field.name + '-hint'">
            @if (wrong()[field.name]; as message) {
              <p class="hint bad"><rp-icon class="s" name="circle-x" />{{ message }}</p>
            }
          </div>
        </div>
      }
    </div>
    <p class="t2" role="status">{{ words() }}</p>
    @if (steps(); as found) {
      @if (found.items.length) {
        <details>
          <summary class="link">Show what would be deleted</summary>
          <rp-retention-steps [steps]="found.items" />
        </details>
      }
    }
  `,
  styleUrl: './storage-page.css',
})
export class TryRules {
  private readonly api = inject(StorageApi);
  private readonly values = signal<Readonly<Record<string, string>>>({});
  /** Errors by field, for fields whose value is no rule. */
  protected readonly wrong = signal<Readonly<Record<string, string>>>({});
  private readonly rules = computed<TriedRules | undefined>(() => triedRules(this.values()));
  private readonly typed = debounced(this.values, TYPING_MS);
  private readonly isTyping = computed(() => this.typed.value() !== this.values());
  private readonly read = resource({
    params: () => triedRules(this.typed.value()),
    loader: ({ params }) => this.api.retention(MOST, params),
  });
  /** Steps of these rules, not of earlier ones. */
  protected readonly steps = computed(() =>
    !this.isTyping() && this.read.status() === 'resolved' ? (this.read.value() ?? null) : null,
  );
  protected readonly words = computed(() => {
    if (!this.rules()) return 'Give a number to see what such a rule would free now. Nothing is deleted.';
    if (!this.isTyping() && this.read.error()) return messageOf(this.read.error());
    const found = this.steps();
    if (!found) return 'Counting…';
    const { items, next_cursor } = found;
    return items.length
      ? `Would delete files of ${freedText(items, next_cursor !== null)}.`
      : 'Would delete nothing now.';
  });
  protected readonly fields = [
    { name: 'work_dir_days', label: 'Work dirs after days' },
    { name: 'results_days', label: 'Results after days' },
    { name: 'min_free_gib', label: 'Least free disk, GiB' },
  ];

  protected set(name: string, { value, validity }: HTMLInputElement): void {
    const error = ruleError(value, validity.badInput);
    this.wrong.update((all) => ({ ...all, [name]: error }));
    this.values.update((all) => ({ ...all, [name]: error ? '' : value }));
  }
}
