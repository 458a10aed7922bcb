import { signal } from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import { UpdatesDuringRead } from '../../../core/live/updates-during-read.ts';
import { messageOf } from '../../../core/problem.ts';
import { withTask } from './merges.ts';

/** The tasks of the attempt that was read last, kept up to date from the stream. */
export class AttemptTasks {
  private readonly readTasks: (attempt: number) => Promise<TaskView[]>;
  private readonly updates = new UpdatesDuringRead<TaskView>();
  private readonly known = signal<{ attempt: number; tasks: TaskView[] } | null>(null);
  private readonly failed = signal<{ attempt: number; reason: string } | null>(null);
  private asked = 0;
  /**
   * Numbers of the latest read, and of the latest read whose answer is shown. Answers to earlier reads are too late.
   */
  private reads = 0;
  private shown = 0;

  constructor(readTasks: (attempt: number) => Promise<TaskView[]>) {
    this.readTasks = readTasks;
  }

  /** The tasks of an attempt; `null` if not read. */
  of(attempt: number): TaskView[] | null {
    const known = this.known();
    return known?.attempt === attempt ? known.tasks : null;
  }

  /** Why the tasks could not be read; empty if they were read or are being read. */
  errorOf(attempt: number): string {
    const failed = this.failed();
    return this.of(attempt) === null && failed?.attempt === attempt ? failed.reason : '';
  }

  /** Reads the tasks of an attempt. Never rejects: `errorOf` returns the reason. */
  async read(attempt: number): Promise<void> {
    this.asked = attempt;
    const read = ++this.reads;
    this.failed.set(null);
    try {
      const [tasks, updates] = await this.updates.collect(this.readTasks(attempt));
      const own = updates.filter((task) => task.attempt === attempt);
      if (attempt !== this.asked || read < this.shown) return;
      this.shown = read;
      this.known.set({ attempt, tasks: own.reduce(withTask, tasks) });
    } catch (error) {
      if (read === this.reads) this.failed.set({ attempt, reason: messageOf(error) });
    }
  }

  apply(task: TaskView): void {
    this.updates.add([task]);
    this.known.update((known) =>
      known?.attempt === task.attempt ? { ...known, tasks: withTask(known.tasks, task) } : known,
    );
  }
}
