import type { AttemptView, TaskView, UsedImage } from '@reprise/contracts';
import { imageId } from './crate-images.ts';
import { encodePath, refsTo, refTo, timeOf, type Entity } from './profiles.ts';

type Ran = Pick<AttemptView, 'elsewhere' | 'images'>;

const taskId = ({ attempt, hash }: TaskView) => `#task/${String(attempt)}/${encodePath(hash)}`;
const processId = (process: string) => `#process/${encodeURIComponent(process)}`;
const STATUSES: Partial<Record<TaskView['status'], string>> = {
  completed: 'Completed',
  cached: 'Completed',
  submitted: 'Potential',
  running: 'Active',
};

/** Describes the tasks of an attempt, each as an action of its process, with its executor and image. */
export function taskParts(ran: Ran, tasks: readonly TaskView[]): { entities: Entity[]; ids: string[] } {
  const processes = [...new Set(tasks.map(({ process }) => process))].map((process): Entity => ({
    '@id': processId(process),
    '@type': 'SoftwareApplication',
    name: process,
  }));
  return {
    entities: [...processes, ...tasks.flatMap((task) => taskEntities(task, ran))],
    ids: tasks.map(taskId),
  };
}

function taskEntities(task: TaskView, ran: Ran): Entity[] {
  const images = imagesOf(task, ran);
  const { name, hash, process, status, started_at, completed_at, native_id } = task;
  const executor = images[0]?.executor ?? executorOf(task, ran);
  const id = `${taskId(task)}/native-id`;
  const action: Entity = {
    '@id': taskId(task),
    '@type': 'CreateAction',
    name,
    description: `Task ${hash}, ${runText(task, executor)}.`,
    instrument: refTo(processId(process)),
    ...(started_at && { startTime: timeOf(started_at) }),
    ...(completed_at && { endTime: timeOf(completed_at) }),
    actionStatus: `http://schema.org/${STATUSES[status] ?? 'Failed'}ActionStatus`,
    ...(images.length > 0 && { containerImage: refsTo(images.map(imageId)) }),
    ...(native_id !== null && { identifier: refTo(id) }),
  };
  if (native_id === null) return [action];
  const native = { '@id': id, '@type': 'PropertyValue', name: `Id of the task on ${executor ?? 'its executor'}` };
  return [action, { ...native, value: native_id }];
}

function runText({ status, started_at }: TaskView, executor: string | null): string {
  const where = executor ? ` on the executor ${executor}` : '';
  if (status === 'cached') return `taken from an earlier attempt, where it ran${where}`;
  return status === 'failed' && started_at === null ? 'which did not start' : `which ran${where}`;
}

/** Returns the executor of a task without a container; null if it is ambiguous. */
function executorOf({ native_id }: TaskView, { elsewhere }: Ran): string | null {
  if (elsewhere.length === 0) return 'local';
  return elsewhere.length === 1 && native_id !== null ? elsewhere[0]! : null;
}

/** Returns the image of a task, usually one. */
const imagesOf = ({ hash, process, status }: TaskView, { images }: Ran): UsedImage[] =>
  (images ?? []).filter(
    (used) =>
      used.cached === (status === 'cached') &&
      (used.tasks === undefined ? used.processes.includes(process) : used.tasks.includes(hash)),
  );
