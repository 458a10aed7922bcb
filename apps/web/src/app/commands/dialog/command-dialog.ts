import { Component, computed, effect, inject, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ActionName, JobView, RunPreview } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { messageOf } from '../../core/problem.ts';
import { Clock } from '../../core/clock.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { ApprovalNote } from '../approval/approval-note.ts';
import { ASK_FOR_APPROVAL, needsApproval } from '../approval/needs-approval.ts';
import { jobPageCommands } from '../index.ts';
import type { CommandFlag, CommandInput, CommandOption, JobPageCommand } from '../base/page-command.ts';
import { Live } from '../../core/live/live.ts';
import { RequiredReasons } from '../reasons/required-reasons.ts';
import { suggestedReasons } from '../reasons/suggested-reasons.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { RunPreviewTable } from '../preview/run-preview.ts';
import { ReasonField } from '../../shared/form/reason-field.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { CommandValue } from './command-value.ts';
import { DeletedPaths } from './deleted-paths.ts';
import { DialogPoints } from './dialog-points.ts';
import { bodyOfOption, fieldValues, focusField, wrongField } from './field-value.ts';
import { STATUS, statusKey } from '../../shared/status/status.ts';

/** `input` and `wrong`: the previous input, and the server's error about the reason in it. */
export type CommandDialogData = { job: JobView; action: ActionName; input?: CommandInput; wrong?: string };
/** The command to send. If it differs from the requested one, its own dialog is shown first. */
export type CommandDialogResult = { action: ActionName; input: CommandInput };

/** Dialog that confirms a command and asks for a reason. Opening it changes nothing. */
@Component({
  selector: 'rp-command-dialog',
  imports: [ApprovalNote, CommandValue, DeletedPaths, DialogPoints, Icon, Button, ReasonField, RunPreviewTable],
  templateUrl: './command-dialog.html',
  styleUrl: './command-dialog.css',
  host: { class: 'dlg' },
})
export class CommandDialog {
  private readonly sheet = injectSheet<CommandDialogData, CommandDialogResult>();
  private readonly api = inject(Api);
  private readonly user = inject(CurrentUser);
  private readonly clock = inject(Clock);
  protected readonly job = this.sheet.data.job;
  protected readonly action = this.sheet.data.action;
  /** The job's current state, because another user may act on the job while the dialog is open. */
  protected readonly latest = signal(this.job);
  /** Change after which the command is no longer allowed: "it is cancelled now"; null if it is allowed. */
  protected readonly changedTo = computed(() => {
    const job = this.latest();
    if (job.allowed_actions.includes(this.action)) return null;
    const key = statusKey(job);
    if (key !== statusKey(this.job)) return `it is ${STATUS[key].word.toLowerCase()} now`;
    return job.pinned && !this.job.pinned ? 'it is pinned now' : 'this is no longer possible';
  });
  /** Reason why the user may not send the command now. A role can be lowered while the dialog is open. */
  protected readonly denied = computed(() => this.user.whyNot(this.action));
  /** Whether the server would only deny or refuse the command. */
  protected readonly isBlocked = computed(() => this.denied() !== null || this.changedTo() !== null);
  protected readonly command: JobPageCommand = jobPageCommands[this.action];
  private readonly icon = commandFacts[this.action].icon;
  /** Facts that the command's preview has read; null while they are being read, or if they cannot be read. */
  private readonly preview = signal<unknown>(null);
  /** When the shown facts were requested. */
  private readonly readAt = signal(this.clock.now());
  /** Why the facts cannot be read. */
  protected readonly problem = signal<string | null>(null);
  /** Tasks that the command will run again; null while they are being read, or if unknown. */
  protected readonly run = computed(() => (this.command.showsRun ? (this.preview() as RunPreview | null) : null));
  protected readonly options = (this.command.options ?? []).filter(({ isOffered }) => isOffered?.(this.job) ?? true);
  /** The job that the command applies to, as it was when the command was last allowed. */
  protected readonly met = linkedSignal<JobView, JobView>({
    source: this.latest,
    computation: (job, before) => (job.allowed_actions.includes(this.action) ? job : (before?.value ?? this.job)),
  });
  protected readonly text = computed(() =>
    this.command.dialog(this.met(), {
      now: this.clock.now(),
      chosen: this.chosen(),
      preview: this.preview(),
      readAt: this.readAt(),
      problem: this.problem(),
    }),
  );
  /** The button that sends the command, or only requests it if it requires approval. */
  protected readonly button = computed(() => {
    if (needsApproval(this.user.session(), this.action, this.met()))
      return { label: ASK_FOR_APPROVAL, icon: 'shield-check', isRed: false } as const;
    const { confirm, isHarmless } = this.text();
    return { label: confirm, icon: this.icon, isRed: this.command.isDestructive && !isHarmless };
  });
  protected readonly values = signal<Readonly<Record<string, string>>>(
    Object.fromEntries(
      (this.command.fields ?? []).map(({ name, initial }) => {
        const given = this.sheet.data.input?.[name];
        return [name, typeof given === 'string' || typeof given === 'number' ? String(given) : initial(this.job)];
      }),
    ),
  );
  /** Choices of each field that has some, once they are read. */
  protected readonly choices = signal<Readonly<Record<string, readonly string[]>>>({});
  protected readonly suggested = suggestedReasons(this.action);
  protected readonly alternative = allowedAlternative(this.job, this.command.alternative);
  protected readonly reason = signal(this.sheet.data.input?.reason ?? '');
  protected readonly chosen = signal<ReadonlySet<CommandFlag>>(chosenIn(this.sheet.data.input, this.options));
  /** Choice that the preview depends on. */
  private readonly about = computed(() => this.command.preview?.about?.(this.chosen()) ?? '');
  /** Changes when a step starts or ends, because this makes earlier previews outdated. */
  private readonly stepStates = computed(() =>
    this.met()
      .steps.map(({ state }) => state)
      .join(),
  );
  /** Number of the interval after which the facts are read again. */
  private readonly interval = computed(() => {
    const every = this.command.preview?.rereadMs;
    return every === undefined ? 0 : Math.floor(this.clock.now() / every);
  });
  private aboutBefore: string | null = null;
  private reads = 0;
  private shownRead = 0;
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly required = computed(() => !!this.sheet.data.wrong || this.requiredReasons.has(this.action));
  /** Whether the user tried to send the command without a reason, or with a field that is wrong. */
  protected readonly tried = signal(false);
  protected readonly wrong = computed(() => {
    if (this.reason().trim()) return null;
    return this.required() && this.tried() ? 'Is required' : (this.sheet.data.wrong ?? null);
  });
  private readonly field = viewChild.required(ReasonField);

  constructor() {
    effect(() => this.readPreview());
    for (const { name, choices } of this.command.fields ?? [])
      choices?.(this.api).then(
        (found) => this.choices.update((all) => ({ ...all, [name]: found })),
        () => undefined, // it can be typed
      );
    const live = inject(Live);
    live.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.kind === 'job' && event.job.job_id === this.job.job_id) this.latest.set(event.job);
    });
    const opened = live.openings();
    effect(() => {
      if (live.openings() > opened) untracked(() => this.readJob());
    });
  }

  /** The stream does not report changes that happened before it was opened. */
  private readJob(): void {
    this.api.job(this.job.job_id).then(
      (job) => this.latest.update((now) => (job.last_seq >= now.last_seq ? job : now)),
      () => undefined, // the next change reports it
    );
  }

  private readPreview(): void {
    const { preview } = this.command;
    if (!preview) return;
    const about = this.about();
    this.stepStates();
    this.interval();
    if (about !== this.aboutBefore) this.preview.set(null);
    this.aboutBefore = about;
    this.problem.set(null);
    const read = ++this.reads;
    const readAt = untracked(this.clock.now);
    preview.read(this.api, this.job, about).then(
      (found) => {
        // A slow read is shown even if the next one has already begun.
        if (about !== this.aboutBefore || read < this.shownRead) return;
        this.shownRead = read;
        this.preview.set(found);
        this.readAt.set(readAt);
      },
      (error: unknown) => this.reads === read && this.problem.set(messageOf(error)),
    );
  }

  protected dismiss(): void {
    this.sheet.close();
  }

  protected chooseAlternative(action: ActionName): void {
    const reason = this.reason().trim();
    this.sheet.close({ action, input: reason ? { reason } : {} });
  }

  protected choose(flag: CommandFlag, on: boolean, group?: string): void {
    const others = this.options.filter((option) => group !== undefined && option.group === group);
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      for (const other of others) next.delete(other.flag);
      if (on) next.add(flag);
      else next.delete(flag);
      return next;
    });
  }

  protected set(field: string, value = ''): void {
    this.values.update((all) => ({ ...all, [field]: value }));
  }

  protected send(): void {
    if (this.isBlocked()) return;
    const reason = this.reason().trim();
    const wrong = wrongField(this.command.fields ?? [], this.values());
    if (wrong) {
      this.tried.set(true);
      return focusField(wrong);
    }
    if (this.required() && !reason) {
      this.tried.set(true);
      return this.field().focus();
    }
    const chosen = this.options.filter(({ flag }) => this.chosen().has(flag));
    const given = fieldValues(this.command.fields ?? [], this.values());
    const input = chosen
      .map(bodyOfOption)
      .reduce<CommandInput>((all, body) => ({ ...all, ...body }), { ...given, ...(reason && { reason }) });
    this.sheet.close({ action: this.action, input });
  }
}

function chosenIn(input: CommandInput | undefined, options: readonly CommandOption[]) {
  const chosen = options.filter((option) => isIn(input, bodyOfOption(option)));
  const isFirst = ({ group }: CommandOption, at: number) => options.findIndex((other) => other.group === group) === at;
  const first = options.filter(
    (option, at) =>
      option.group !== undefined && isFirst(option, at) && !chosen.some(({ group }) => group === option.group),
  );
  return new Set([...chosen, ...first].map(({ flag }) => flag));
}

const isIn = (input: CommandInput = {}, body: CommandInput): boolean =>
  Object.entries(body).every(([field, value]) => input[field as keyof CommandInput] === value);

/** The alternative to offer, with its label: "Resume instead". */
function allowedAlternative({ allowed_actions }: JobView, alternative: JobPageCommand['alternative']) {
  if (!alternative || !allowed_actions.includes(alternative.command)) return null;
  return { ...alternative, label: `${commandFacts[alternative.command].text.label} instead` };
}
