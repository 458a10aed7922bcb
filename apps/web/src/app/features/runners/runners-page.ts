import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView, RunnerView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { Clock } from '../../core/clock.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { lastValue } from '../../core/last-value.ts';
import { Live } from '../../core/live/live.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import { PageState } from '../../core/page/page-state.ts';
import { messageOf } from '../../core/problem.ts';
import { RunnerApi } from '../../core/api/runner-api.ts';
import { Sheets } from '../../core/sheets.ts';
import { capital } from '../../shared/format.ts';
import { TargetDialog } from '../../shared/form/target-dialog.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { LoadError } from '../../shared/reading/load-error.ts';
import { Actor } from '../../shared/people/actor.ts';
import { poll } from '../../shared/reading/poll.ts';
import { StatusMark } from '../../shared/status/status-mark.ts';
import { When } from '../../shared/parts/when.ts';
import { runnerDialog, type RunnerDialogCommand } from './runner-commands.ts';
import {
  executorText,
  isolationText,
  measuresOf,
  runnerLook,
  runnerTitle,
  scheduleText,
  stepText,
} from './runner-text.ts';
import { ScheduleDialog } from './schedule/schedule-dialog.ts';

/** Maximum number of running jobs that are read to show them at their runners. */
const MOST_JOBS = 500;

/** The runners: whether they claim jobs, their machines and jobs. Users can drain and schedule them here. */
@Component({
  selector: 'rp-runners-page',
  imports: [Actor, Icon, LoadError, Button, PageHeading, RouterLink, StatusMark, When],
  templateUrl: './runners-page.html',
  styleUrl: './runners-page.css',
})
export class RunnersPage {
  private readonly api = inject(Api);
  private readonly runnerApi = inject(RunnerApi);
  private readonly sheets = inject(Sheets);
  private readonly user = inject(CurrentUser);
  private readonly read = resource({ loader: () => this.api.runners() });
  private readonly readJobs = resource({
    loader: () => this.api.jobs({ status: 'running,paused', limit: MOST_JOBS, sort: 'created_at', order: 'asc' }),
  });
  private readonly last = lastValue(this.read);
  private readonly lastJobs = lastValue(this.readJobs);
  private readonly clock = inject(Clock);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** The runners are not shown until their jobs are also loaded. Otherwise they would appear idle and then grow. */
  private readonly answered = computed(() => (this.lastJobs() || this.readJobs.error() ? this.last() : undefined));
  protected readonly runners = computed(
    () =>
      this.answered()?.items.map((runner) => ({
        ...runner,
        name: runnerTitle(runner),
        look: runnerLook(runner, this.clock.now()),
        measures: measuresOf(runner),
        jobs: this.jobsOf(runner),
      })) ?? null,
  );
  protected readonly mayNot = computed(() => this.user.whyNot('drain_runner'));
  protected readonly commands = commandFacts;
  protected readonly executorText = executorText;
  protected readonly isolationText = isolationText;
  protected readonly scheduleText = scheduleText;
  protected readonly stepText = stepText;

  constructor() {
    inject(PageState).show('Runners');
    inject(Live).follow(null);
    poll(() => this.again());
  }

  protected again(): void {
    this.read.reload();
    this.readJobs.reload();
  }

  protected async ask(command: RunnerDialogCommand, runner: RunnerView): Promise<void> {
    const label = capital(commandFacts[command].text.verb);
    const dialog = runnerDialog(command, runner, this.runnerApi);
    if (await this.sheets.open<true>(TargetDialog, dialog, { label })) this.again();
  }

  protected async schedule(runner: RunnerView): Promise<void> {
    const options = { label: 'Schedule of the runner', width: '640px' };
    if (await this.sheets.open<boolean>(ScheduleDialog, runner, options)) this.again();
  }

  private jobsOf({ runner_id }: RunnerView): JobView[] {
    return this.lastJobs()?.items.filter((job) => job.runner_id === runner_id) ?? [];
  }
}
