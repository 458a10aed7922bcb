import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ActionName, JobView, TaskView } from '@reprise/contracts';
import { memoryText } from '@reprise/contracts/resource-text';
import { Button } from '../../../shared/parts/button.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { actionButtons } from '../../../commands/buttons/action-buttons.ts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { reasonOf } from '../../../commands/send/refusal-text.ts';
import { CopyButton } from '../../../shared/parts/copy-button.ts';
import { dateTime, ordinal, plural } from '../../../shared/format.ts';
import { Health } from '../../../shared/health/health.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import {
  adviceOf,
  automaticText,
  cachedSteps,
  failedByLaunch,
  failedToStart,
  messageWithoutAdvice,
  failureTitle,
  hasLastLines,
  isToRerun,
  launchAdvice,
} from './failure-text.ts';
import { isNextflowThere } from './is-nextflow-there.ts';
import { People } from '../../../shared/people/people.ts';
import { withLocalRemoval } from '../../../shared/attempt/results/removal-text.ts';
import { lastSeenText } from '../../../shared/attempt/executors/unproven-text.ts';
import { logLine } from '../log/log-lines.ts';
import type { LogPlace } from '../log/log-place.ts';
import { printedTitle, shownLines } from './printed-lines.ts';

const STDERR_LINES = 12;

/** The failed step, the last lines of its stderr, and advice. */
@Component({
  selector: 'rp-failure-card',
  imports: [CopyButton, Icon, Button, RouterLink],
  templateUrl: './failure-card.html',
  styleUrl: './failure-card.css',
  host: { role: 'region', 'aria-label': 'Failure' },
})
export class FailureCard {
  private readonly health = inject(Health);
  private readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  private readonly commands = inject(CommandSender);
  private readonly prompt = inject(CommandPrompt);
  readonly job = input.required<JobView>();
  readonly tasks = input.required<TaskView[]>();
  /** Version of the Nextflow that ran the attempt; null if unknown. */
  readonly nextflow = input<string | null>(null);
  /** A past state of the job: read-only, without actions and advice. */
  readonly past = input.required<boolean>();
  /** Emits the log to show. */
  readonly opened = output<LogPlace>();
  private readonly findsCache = computed(() => isNextflowThere(this.job(), this.nextflow(), this.health.runners()));
  protected readonly failure = computed(() => this.job().failure!);
  protected readonly title = computed(() => failureTitle(this.job()));
  protected readonly message = computed(() => messageWithoutAdvice(this.job()));
  protected readonly advice = computed(() =>
    this.newJobFirst() && !this.job().abandoned ? launchAdvice(this.job()) : adviceOf(this.job(), this.findsCache()),
  );
  /** Label of the step that a resume begins with; null if unknown, as when all tasks of the last step have ended well. */
  protected readonly resumesFrom = computed(() => {
    const { current_step, steps } = this.job();
    const last = steps.findLast(({ step }) => step === current_step);
    return last && ['done', 'cached'].includes(last.state) ? null : current_step;
  });
  protected readonly automatic = computed(() => automaticText(this.job()));
  protected readonly mayEdit = computed(
    () => !this.past() && this.job().allowed_actions.includes('rerun') && this.user.whyNot('rerun') === null,
  );
  protected readonly maySubmit = computed(() => this.user.whyNot('submit') === null);
  /**
   * Whether a new job should be tried first: one with other launch options, or one that replaces this job because its
   * files are locked.
   */
  protected readonly newJobFirst = computed(
    () => !this.past() && (this.job().abandoned !== undefined || failedByLaunch(this.job(), this.tasks())),
  );
  /**
   * Whether other parameters should be tried first, because no task has run with these, or a resume would fail again.
   */
  protected readonly editsFirst = computed(
    () => this.mayEdit() && !this.newJobFirst() && (isToRerun(this.job()) || failedToStart(this.job(), this.tasks())),
  );
  protected readonly resume = computed(() => {
    const job = this.job();
    if (this.past()) return undefined;
    const rights = { isDenied: (name: ActionName) => this.user.whyNot(name) !== null, whyNot: () => null };
    const buttons = actionButtons(job, this.commands.inFlight().get(job.job_id), rights);
    const button = buttons.find(({ action }) => action === 'resume');
    const nameOf = (actor: string) => this.people.text(actor);
    return button && { ...button, why: button.why && withLocalRemoval(button.why, job.cleaned, nameOf) };
  });
  protected readonly stderr = computed(() =>
    hasLastLines(this.job())
      ? []
      : this.failure()
          .stderr_tail.slice(...shownLines(this.failure(), STDERR_LINES))
          .map((text) => ({ text, tone: logLine(text).tone })),
  );
  protected readonly stderrTitle = computed(() => {
    return printedTitle(this.failure(), this.stderr().length);
  });
  protected readonly task = computed(() => this.tasks().find(({ hash }) => hash === this.failure().failing_task));
  /** Whether the task ran. A task that could not be submitted has neither an exit code nor a log. */
  protected readonly hasRun = computed(() => {
    const task = this.task();
    return (task ? task.started_at !== null || task.exit_code !== null : null) ?? this.failure().exit_code !== null;
  });
  /** The most informative log: the failed task's or, if there is none, Nextflow's. */
  protected readonly logFile = computed(() => {
    const hash = this.failure().failing_task;
    const at = this.failure().excerpt?.log_offset ?? null;
    if (hash && this.hasRun() && !this.job().cleaned.work_dir)
      return { file: hash, at, word: at === null ? 'Open task log' : 'Open task log at this line' };
    return this.job().started_at ? { file: 'nextflow', at: null, word: 'Open log of Nextflow' } : null;
  });
  /** Work dir of the task that failed, or otherwise of the attempt; null once it is deleted. */
  protected readonly workDir = computed(() => {
    if (this.job().cleaned.work_dir) return null;
    const task = this.task();
    if (task?.work_dir) return { path: task.work_dir, name: task.hash };
    const path = this.job().work_dir;
    return path ? { path, name: path.split('/').slice(-2).join('/') } : null;
  });
  protected readonly facts = computed(() => {
    const { failing_step, step: label, exit_code, signal } = this.failure();
    const task = this.task();
    const step = task?.step ?? label ?? failing_step;
    const shown = failing_step && !this.hasRun() ? null : exit_code;
    return [
      {
        name: 'Step',
        value: step ? step + (task && task.tries > 1 ? `, ${ordinal(task.tries)} try` : '') : '',
      },
      {
        name: failing_step ? 'Exit code' : 'Exit code of Nextflow',
        value: [shown ?? '', signal ? `signal ${signal}` : ''].filter((part) => part !== '').join(', '),
      },
      { name: 'Last seen alive', value: lastSeenText(this.job().abandoned?.executors ?? []) },
      { name: 'Peak memory', value: task?.peak_rss ? memoryText(task.peak_rss) : '' },
      {
        name: 'Can be resumed',
        value: this.past() ? '' : resumableText(this.job(), (actor) => this.people.text(actor)),
      },
    ].filter(({ value }) => value);
  });
  protected readonly cachedSteps = computed(() => {
    const done = cachedSteps(this.job());
    return done && this.job().resumable.possible && this.findsCache()
      ? `${plural(done, 'step')} ${done === 1 ? 'stays' : 'stay'} cached`
      : '';
  });

  protected ask(): void {
    if (!this.resume()?.busy) void this.prompt.ask(this.job(), 'resume');
  }
}

function resumableText({ resumable, cleaned }: JobView, nameOf: (actor: string) => string): string {
  const { possible, until, why } = resumable;
  if (!possible) return why ? `no: ${withLocalRemoval(reasonOf(why), cleaned, nameOf)}` : 'no';
  if (!until) return 'yes';
  // A rule deletes files on its next run.
  return Date.parse(until) > Date.now() ? `until ${dateTime(until, Date.now())}` : 'until the retention rule runs next';
}
