import { typedEntry, type AuditEntry, type InputEvent, type TypedAuditEntry } from '@reprise/contracts';
import { bytes, plural } from '../format.ts';

/** Actions of events about uploads, samples and registered inputs, in the past tense. */
const ACTIONS: Readonly<Record<InputEvent['type'], string>> = {
  upload_received: 'Uploaded a file',
  upload_deleted: 'Deleted an upload',
  sample_made: 'Made a sample',
  sample_deleted: 'Deleted a sample',
  input_registered: 'Registered an input',
  input_removed: 'Removed an input',
};

const isInput = (type: string): type is InputEvent['type'] => Object.hasOwn(ACTIONS, type);

/** Returns the action of an event about an upload, a sample or a registered input; undefined for other events. */
export const inputAction = (type: string): string | undefined => (isInput(type) ? ACTIONS[type] : undefined);

/** Returns the name of the file, sample or registered input that an entry is about; empty for other entries. */
export function inputName(entry: AuditEntry): string {
  const typed = typedEntry(entry);
  return isInput(typed.type) && 'name' in typed.data && typeof typed.data.name === 'string' ? typed.data.name : '';
}

/** Returns the outcome as a word and a phrase; undefined for other events. */
export function inputOutcome(entry: TypedAuditEntry): { readonly word: string; readonly detail: string } | undefined {
  switch (entry.type) {
    case 'upload_received': {
      const { status, problem, bytes: size } = entry.data;
      return status === 'ready'
        ? { word: 'Ready', detail: bytes(size) }
        : { word: 'Rejected', detail: problem ?? bytes(size) };
    }
    case 'upload_deleted':
      return { word: 'Deleted', detail: bytes(entry.data.bytes) };
    case 'sample_made':
      return { word: 'Made', detail: `of ${plural(entry.data.uploads.length, 'file')}` };
    case 'sample_deleted':
      return { word: 'Deleted', detail: `with ${plural(entry.data.uploads.length, 'file')}` };
    case 'input_registered':
      return { word: 'Registered', detail: '' };
    case 'input_removed':
      return { word: 'Removed', detail: '' };
    default:
      return undefined;
  }
}
