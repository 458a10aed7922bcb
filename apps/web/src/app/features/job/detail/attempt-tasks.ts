import { signal } from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import { UpdatesDuringRead } from '../../../core/updates-during-read.ts';
import { messageOf } from '../../../core/problem.ts';
import { withTask } from './detail-merge.ts';

/** The tasks of the attempt that was read last, kept current. */
export class AttemptTasks {
  private readonly ask: (attempt: number) => Promise<TaskView[]>;
  private readonly updates = new UpdatesDuringRead<TaskView>();
  private readonly known = signal<{ attempt: number; tasks: TaskView[] } | null>(null);
  private readonly unread = signal<{ attempt: number; why: string } | null>(null);
  private asked = 0;

  constructor(ask: (attempt: number) => Promise<TaskView[]>) {
    this.ask = ask;
  }

  /** `null` where they were not read: that is not to say that there are none. */
  of(attempt: number): TaskView[] | null {
    const known = this.known();
    return known?.attempt === attempt ? known.tasks : null;
  }

  /** Why there are none to show; empty where there are, or they are on their way. */
  whyNot(attempt: number): string {
    const unread = this.unread();
    return this.of(attempt) === null && unread?.attempt === attempt ? unread.why : '';
  }

  /** Never rejects: `whyNot` tells. */
  async read(attempt: number): Promise<void> {
    this.asked = attempt;
    this.unread.set(null);
    try {
      const [tasks, told] = await this.updates.collect(this.ask(attempt));
      const own = told.filter((task) => task.attempt === attempt);
      if (attempt === this.asked) this.known.set({ attempt, tasks: own.reduce(withTask, tasks) });
    } catch (error) {
      if (attempt === this.asked) this.unread.set({ attempt, why: messageOf(error) });
    }
  }

  tell(task: TaskView): void {
    this.updates.add([task]);
    this.known.update((known) =>
      known?.attempt === task.attempt ? { ...known, tasks: withTask(known.tasks, task) } : known,
    );
  }
}
