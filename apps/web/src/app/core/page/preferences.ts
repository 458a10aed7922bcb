import { effect, Service, signal } from '@angular/core';

export type Theme = 'system' | 'light' | 'dark';
/** Jobs that the list shows initially. */
export type WhoseJobs = 'mine' | 'all';
/** View of the steps of a job. */
export type StepsView = 'timeline' | 'graph';
export type Times = 'relative' | 'absolute';
type Stored = {
  theme: Theme;
  times: Times;
  columns: string[] | null;
  variantColumns: string[] | null;
  jobs: WhoseJobs | null;
  steps: StepsView;
};

const KEY = 'reprise.settings';

/** Preferences of the user, saved in this browser. */
@Service()
export class Preferences {
  private readonly stored = read();
  readonly theme = signal<Theme>(this.stored.theme ?? 'system');
  readonly times = signal<Times>(this.stored.times ?? 'relative');
  /** Columns of the job list; `null` for the default ones. */
  readonly columns = signal<string[] | null>(this.stored.columns ?? null);
  /** Columns of the variant table; `null` for the default ones. */
  readonly variantColumns = signal<string[] | null>(this.stored.variantColumns ?? null);

  /** `null` shows the user's own jobs if the user submits any. */
  readonly jobs = signal<WhoseJobs | null>(this.stored.jobs ?? null);

  readonly steps = signal<StepsView>(this.stored.steps ?? 'timeline');

  constructor() {
    effect(() => {
      const theme = this.theme();
      if (theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = theme;
    });
    effect(() =>
      write({
        theme: this.theme(),
        times: this.times(),
        columns: this.columns(),
        variantColumns: this.variantColumns(),
        jobs: this.jobs(),
        steps: this.steps(),
      }),
    );
  }

  toggleTimes(): void {
    this.times.update((times) => (times === 'relative' ? 'absolute' : 'relative'));
  }
}

function read(): Partial<Stored> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Stored>;
  } catch {
    return {}; // storage blocked or damaged: defaults
  }
}

function write(settings: Stored): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // storage blocked: kept for this visit only
  }
}
