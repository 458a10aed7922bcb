import { Inject, Injectable } from '@nestjs/common';
import { isRunnerEvent, runnerFilter, type RecordedEvent } from '@reprise/contracts';
import { evolveRunner, untouchedRunner, type RunnerState } from '@reprise/job';
import { Subject } from 'rxjs';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';

/** Decisions of users about this runner: its drain and its schedule, folded from the log. */
@Injectable()
export class OwnState {
  readonly #runnerId: string;
  readonly #changed = new Subject<void>();
  #known = untouchedRunner;

  readonly changed = this.#changed.asObservable();
  /** Subject filter of its events. */
  readonly filter: string;

  constructor(@Inject(RUNNER_OPTIONS) { identity }: Pick<RunnerOptions, 'identity'>) {
    this.#runnerId = identity.runner_id;
    this.filter = runnerFilter(identity.runner_id);
  }

  get state(): RunnerState {
    return this.#known.state;
  }

  /** Applies an event. Ignores events about other runners, and events that were already applied. */
  apply(event: RecordedEvent): void {
    if (!isRunnerEvent(event) || event.subject !== this.#runnerId || event.seq <= this.#known.seq) return;
    this.#known = { state: evolveRunner(this.#known.state, event), seq: event.seq };
    this.#changed.next();
  }
}
