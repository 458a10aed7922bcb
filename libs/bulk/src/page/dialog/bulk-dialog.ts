import { Component, computed, DestroyRef, effect, type ElementRef, inject, signal, viewChild } from '@angular/core';
import type { BulkView } from '../../contract/index.ts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { commandTexts } from '@reprise/contracts/command-texts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { CommandValue } from '@reprise/web/commands/dialog/command-value.ts';
import { DeletedPaths } from '@reprise/web/commands/dialog/deleted-paths.ts';
import { DialogPoints, type DialogPoint } from '@reprise/web/commands/dialog/dialog-points.ts';
import { bodyOfOption, fieldValues, focusField, wrongField } from '@reprise/web/commands/dialog/field-value.ts';
import { jobPageCommands } from '@reprise/web/commands/index.ts';
import type {
  CommandField,
  CommandFlag,
  CommandInput,
  JobPageCommand,
} from '@reprise/web/commands/base/page-command.ts';
import { rememberReason } from '@reprise/web/commands/reasons/remembered-reasons.ts';
import { suggestedReasons } from '@reprise/web/commands/reasons/suggested-reasons.ts';
import { RequiredReasons } from '@reprise/web/commands/reasons/required-reasons.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { BulkApi, type BulkRequest } from '../bulk-api.ts';
import { IdempotentRequests } from '@reprise/web/core/idempotent-requests.ts';
import { messageOf, ProblemError } from '@reprise/web/core/problem.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { count } from '@reprise/web/shared/format.ts';
import type { CommandToMany } from '@reprise/web/shared/wings/offered-bulk.ts';
import { ReasonField } from '@reprise/web/shared/form/reason-field.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { ApprovalNote } from '@reprise/web/commands/approval/approval-note.ts';
import type { CountedCleans } from '@reprise/web/commands/base/count-cleans.ts';
import type { ListedTasks } from '@reprise/web/commands/base/selected-jobs.ts';
import { readExecutorsOfMany } from './read-executors-of-many.ts';
import { labelOf } from '../bulk-text.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';

/** Dialog that confirms a bulk command, asks for a reason, and sends it. Resolves with the run that was started. */
@Component({
  selector: 'rp-bulk-dialog',
  imports: [ApprovalNote, CommandValue, DeletedPaths, DialogPoints, Icon, Button, ReasonField, ErrorNote],
  templateUrl: './bulk-dialog.html',
  styleUrl: './bulk-dialog.css',
  host: { class: 'dlg' },
})
export class BulkDialog {
  protected readonly sheet = injectSheet<CommandToMany, BulkView>();
  private readonly api = inject(BulkApi);
  private readonly requests = new IdempotentRequests();
  protected readonly asked = this.sheet.data;
  protected readonly about = commandFacts[this.asked.action];
  private readonly command: JobPageCommand = jobPageCommands[this.asked.action];
  protected readonly label = labelOf(this.asked.action, this.asked.count);
  protected readonly chosen = signal<ReadonlySet<CommandFlag>>(new Set());
  protected readonly options = (this.command.options ?? []).filter(
    ({ labelOfMany }) => labelOfMany !== undefined && !this.asked.settled,
  );
  protected readonly fields = (this.command.fields ?? []).filter(({ initialOfMany }) => initialOfMany !== undefined);
  protected readonly values = signal<Readonly<Record<string, string>>>(
    Object.fromEntries(this.fields.map(({ name, initialOfMany = '' }) => [name, initialOfMany])),
  );
  /** Choices of each field that has some, once they are read. */
  protected readonly choices = signal<Readonly<Record<string, readonly string[]>>>({});
  /** Files that a clean would delete; null before the first are counted, a sentence if they cannot be counted. */
  private readonly counted = signal<CountedCleans | string | null>(null);
  /** Remote tasks of the jobs; null before they are read, or if they cannot be read. */
  private readonly listed = signal<readonly ListedTasks[] | null>(null);
  protected readonly text = computed(() => {
    const about = {
      chosen: this.chosen(),
      counted: this.counted(),
      isSettled: !!this.asked.settled,
      tellsRefusals: this.refusing > 0,
      jobs: this.asked.jobs ?? null,
      listed: this.listed(),
    };
    const text = this.command.many?.(about) ?? { lead: `${commandTexts[this.asked.action].summary}.`, points: [] };
    return this.asked.settled ? { ...text, lead: this.asked.settled.lead } : text;
  });
  protected readonly isDestructive = computed(() => this.command.isDestructive && !this.text().isHarmless);
  protected readonly refusing = this.asked.allowing === null ? 0 : this.asked.count - this.asked.allowing;
  protected readonly points = computed((): readonly DialogPoint[] => {
    const { points } = this.text();
    if (this.refusing <= 0) return points;
    const { count: all } = this.asked;
    const allowing = all - this.refusing;
    const strong = `${count(allowing)} of ${count(all)} allowed it when this dialog opened.`;
    const text = `${this.refusing === 1 ? 'The other one refuses it' : 'The others refuse it'}, which is recorded.`;
    return [{ icon: 'triangle-alert', strong, text, isWarning: true }, ...points];
  });
  /** The user types the number before anything is ended or deleted. */
  protected readonly typed = signal('');
  protected readonly isConfirmed = computed(
    () => !this.isDestructive() || this.typed().replace(/\D/g, '') === String(this.asked.count),
  );
  protected readonly suggested = suggestedReasons(this.asked.action);
  protected readonly reason = signal('');
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly required = computed(() => this.requiredReasons.has(this.asked.action));
  protected readonly tried = signal(false);
  protected readonly wrong = computed(() =>
    this.required() && this.tried() && !this.reason().trim() ? 'Is required' : null,
  );
  protected readonly sending = signal(false);
  protected readonly error = signal('');
  private readonly reasonField = viewChild.required(ReasonField);
  private readonly countField = viewChild<ElementRef<HTMLElement>>('countField');

  constructor() {
    effect((onCleanup) => {
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      void this.countMany(stop.signal);
    });
    const reader = inject(Api);
    const { jobs } = this.asked;
    if (this.command.actsElsewhere && jobs) {
      const leaving = new AbortController();
      inject(DestroyRef).onDestroy(() => leaving.abort());
      readExecutorsOfMany(reader, jobs, leaving.signal).then(
        (found) => this.listed.set(found),
        () => undefined, // the text then contains no numbers
      );
    }
    for (const { name, choices } of this.fields)
      choices?.(reader).then(
        (found) => this.choices.update((all) => ({ ...all, [name]: found })),
        (error: unknown) => this.error.set(messageOf(error)),
      );
  }

  private async countMany(signal: AbortSignal): Promise<void> {
    const { countMany } = this.command;
    if (!countMany) return;
    this.counted.set(null);
    const { target, settled } = this.asked;
    const emit = (sum: CountedCleans) => this.counted.set(sum);
    const about = { api: this.api, jobIds: target.job_ids, chosen: this.chosen(), settled: settled?.body ?? {} };
    await countMany({ ...about, emit, signal }).catch((error: unknown) => {
      if (!signal.aborted) this.counted.set(messageOf(error));
    });
  }

  protected choose(flag: CommandFlag, on: boolean): void {
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (on) next.add(flag);
      else next.delete(flag);
      return next;
    });
  }

  /** Choices of a field. Only its current value until they are read. */
  protected choicesOf({ name, choices }: CommandField): readonly string[] | undefined {
    return choices && (this.choices()[name] ?? [this.values()[name] ?? '']);
  }

  protected set(field: string, value = ''): void {
    this.values.update((all) => ({ ...all, [field]: value }));
    this.error.set('');
  }

  protected async send(): Promise<void> {
    const reason = this.reason().trim();
    this.tried.set(true);
    if (!this.isConfirmed()) return this.countField()?.nativeElement.focus();
    const wrong = wrongField(this.fields, this.values());
    if (wrong) return focusField(wrong);
    if (this.required() && !reason) return this.reasonField().focus();
    if (this.sending()) return;
    this.sending.set(true);
    this.error.set('');
    const chosen = this.options.filter(({ flag }) => this.chosen().has(flag));
    const body = chosen.map(bodyOfOption).reduce<CommandInput>((all, part) => ({ ...all, ...part }), {
      ...fieldValues(this.fields, this.values()),
      ...this.asked.settled?.body,
      ...(reason && { reason }),
    });
    const request: BulkRequest = { command: this.asked.action, ...this.asked.target, body };
    try {
      const started = await this.sheet.during(() => this.requests.send(request, (key) => this.api.start(request, key)));
      if (reason) rememberReason(this.asked.action, reason);
      this.sheet.close(started);
    } catch (error) {
      this.error.set(wrongReason(error) ?? messageOf(error));
      this.sending.set(false);
    }
  }
}

function wrongReason(error: unknown): string | null {
  const fields = error instanceof ProblemError ? error.fields : [];
  const found = fields.find(({ field }) => field === 'body.reason');
  return found ? `The reason ${found.message}.` : null;
}
