import { Component, computed, ElementRef, inject, input, linkedSignal, output, resource, signal } from '@angular/core';
import type { JobView, StepGraph as Links } from '@reprise/contracts';
import { whyNotTo } from '../../../commands/send/why-not-to.ts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { PageApiClient } from '../../../core/api/api-client.ts';
import { messageOf } from '../../../core/problem.ts';
import { sameContent } from '../../../core/same-content.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { plural } from '../../../shared/format.ts';
import { Button } from '../../../shared/parts/button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { LoadError } from '../../../shared/reading/load-error.ts';
import { hasEnded } from '../../../shared/status/status.ts';
import type { GraphStep } from './graph-step.ts';
import { firstToShow, graphNodes, linksBetween, missingLinks } from './graph-nodes.ts';
import { layOut, STEP } from './lay-out.ts';

/**
 * Graph of the steps of an attempt with their states: which step feeds which. Arrow keys move through the steps in
 * topological order. The links are read again when a step gets its first task.
 */
@Component({
  selector: 'rp-step-graph',
  imports: [Button, Icon, LoadError],
  templateUrl: './step-graph.html',
  styleUrl: './step-graph.css',
})
export class StepGraph {
  private readonly client = inject(PageApiClient);
  private readonly prompt = inject(CommandPrompt);
  private readonly user = inject(CurrentUser);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly job = input.required<JobView>();
  readonly lines = input.required<readonly GraphStep[]>();
  /** Work dir of the shown attempt; null before it starts. */
  readonly workDir = input.required<string | null>();
  /** Whether the last attempt is shown as it is now, so that commands are offered. */
  readonly isCurrent = input.required<boolean>();
  /** Emits the process whose tasks to show. */
  readonly opened = output<string>();
  protected readonly plural = plural;
  protected readonly size = STEP;

  private readonly read = resource({
    params: computed(
      () => ({
        id: this.job().job_id,
        hasEnded: hasEnded(this.job()),
        workDir: this.workDir(),
        begun: this.lines().flatMap(({ process, tasks }) => (tasks.length > 0 ? [process] : [])),
      }),
      { equal: sameContent },
    ),
    loader: ({ params: { id } }) => this.client.get('/api/jobs/{id}/graph', { path: { id } }),
  });
  /** The last links that were read. They stay while the next ones are being read, so that the layout does not jump. */
  protected readonly links = linkedSignal<Links | null, Links | null>({
    source: () => (this.read.hasValue() ? this.read.value() : null),
    computation: (now, before) => now ?? before?.value ?? null,
  });
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** Steps with known links. */
  private readonly linked = computed(() => {
    const links = this.links();
    return links && links.work_dir === this.workDir() ? links.steps : [];
  });
  /** The steps and their links, without states: a new layout is made only if these change. */
  private readonly shape = computed(
    () => ({
      processes: this.lines().map(({ process }) => process),
      links: linksBetween(this.lines(), this.linked()),
    }),
    { equal: sameContent },
  );
  protected readonly layout = computed(() => layOut(this.shape().processes, this.shape().links));
  protected readonly nodes = computed(() => graphNodes(this.lines(), this.linked(), this.shape().links));
  protected readonly missing = computed(() => {
    const [links, job, workDir] = [this.links(), this.job(), this.workDir()];
    const isOutdated = links?.work_dir !== workDir && this.read.isLoading();
    return links && !isOutdated
      ? missingLinks(links, [...this.nodes().values()], { workDir, hasEnded: hasEnded(job) })
      : '';
  });
  protected readonly isDrained = computed(
    () => this.isCurrent() && this.job().paused?.mode === 'drain' && !this.job().pending_action,
  );
  /** Process that the user chose; null until then. */
  private readonly chosen = signal<string | null>(null);
  protected readonly selected = computed(() => {
    const process = this.chosen();
    return (
      (process === null ? undefined : this.nodes().get(process)) ?? this.nodes().get(firstToShow(this.lines()) ?? '')
    );
  });
  protected readonly isFitted = signal(false);
  /** Why the job cannot be restarted from the selected step; null if it can. */
  protected readonly whyNoRestart = computed(() => {
    if (this.selected()?.tasks === 0) return 'It has no tasks';
    return this.job().allowed_actions.includes('restart')
      ? whyNotTo(this.user, 'restart', this.job())
      : 'Not allowed now';
  });
  protected readonly offersRestart = computed(
    () => this.isCurrent() && hasEnded(this.job()) && this.job().allowed_actions.includes('restart'),
  );

  protected reload(): void {
    this.read.reload();
  }

  protected select(process: string): void {
    this.chosen.set(process);
  }

  /** Selects and focuses another step in topological order. */
  protected move(event: Event, by: number): void {
    event.preventDefault();
    const { steps } = this.layout();
    const at = steps.findIndex(({ process }) => process === this.selected()?.process);
    const next = Math.min(steps.length - 1, Math.max(0, at + by));
    const process = steps[next]?.process;
    if (process === undefined) return;
    this.select(process);
    this.host.nativeElement.querySelectorAll<HTMLElement>('button.node')[next]?.focus();
  }

  protected restart(step: string): void {
    if (this.whyNoRestart() === null) void this.prompt.ask(this.job(), 'restart', { step });
  }
}
