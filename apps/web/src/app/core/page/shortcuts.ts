import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { Sheets } from '../sheets.ts';

export type Shortcut = {
  /** As `KeyboardEvent.key`; two keys after one another with a space between: `g j`. */
  keys: string;
  label: string;
  group: string;
  run: () => void;
  /** Whether it would do something now; always, where this is not given. */
  ready?: () => boolean;
  /** Of use as a key alone: the palette leaves it out. */
  keyOnly?: true;
};

const PAIR_MS = 1000;

/** Keys of the page that is open and of the shell. They rest while a person types or a menu or dialog is open. */
@Service()
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly sheets = inject(Sheets);
  readonly all = signal<Shortcut[]>([]);
  private first = { key: '', at: 0 };

  constructor() {
    const onKey = (event: KeyboardEvent) => this.press(event);
    this.document.addEventListener('keydown', onKey);
    inject(DestroyRef).onDestroy(() => this.document.removeEventListener('keydown', onKey));
  }

  /** Adds keys for as long as `owner` lives. */
  add(owner: DestroyRef, shortcuts: Shortcut[]): void {
    owner.onDestroy(this.put(shortcuts));
  }

  /** Adds keys. Answers with what takes them away again. */
  put(shortcuts: Shortcut[]): () => void {
    this.all.update((all) => [...all, ...shortcuts]);
    return () => this.all.update((all) => all.filter((shortcut) => !shortcuts.includes(shortcut)));
  }

  private press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || this.sheets.isOpen) return;
    if (event.ctrlKey || event.metaKey) return;
    const pair = event.timeStamp - this.first.at < PAIR_MS ? `${this.first.key} ${event.key}` : '';
    const found = this.find(pair) ?? this.find(event.key);
    this.first = { key: event.key, at: event.timeStamp };
    if (!found) return;
    event.preventDefault();
    this.first.key = '';
    found.run();
  }

  /** The one added last: a page's key comes before the shell's. */
  private find(keys: string): Shortcut | undefined {
    return this.all().findLast((shortcut) => shortcut.keys === keys);
  }
}

/** In a menu or a list of options a letter looks for one of them. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=menu], [role=listbox]') !== null
  );
}
