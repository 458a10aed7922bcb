import { computed, DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { Sheets } from '../sheets.ts';

export type Shortcut = {
  /** In the format of `KeyboardEvent.key`. A sequence of two keys contains a space: `g j`. */
  keys: string;
  label: string;
  group: string;
  run: () => void;
  /** Whether it has an effect now; default: always. */
  ready?: () => boolean;
  /**
   * Whether the user may perform the action at all. Otherwise the shortcut is neither listed nor active. Default: yes.
   */
  isOffered?: () => boolean;
  /** Whether the palette omits it. */
  keyOnly?: true;
};

const PAIR_MS = 1000;

/**
 * Keyboard shortcuts of the open page and of the shell. They are ignored while the user is typing, or while a menu or
 * dialog is open.
 */
@Service()
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly sheets = inject(Sheets);
  private readonly all = signal<Shortcut[]>([]);
  readonly offered = computed(() => this.all().filter(({ isOffered }) => isOffered?.() ?? true));
  private first = { key: '', at: 0 };

  constructor() {
    const onKey = (event: KeyboardEvent) => this.press(event);
    this.document.addEventListener('keydown', onKey);
    inject(DestroyRef).onDestroy(() => this.document.removeEventListener('keydown', onKey));
  }

  /** Adds shortcuts until `owner` is destroyed. */
  add(owner: DestroyRef, shortcuts: Shortcut[]): void {
    owner.onDestroy(this.put(shortcuts));
  }

  /** Adds shortcuts; returns a function that removes them. */
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

  /** The shortcut that was added last wins, so shortcuts of a page take precedence over those of the shell. */
  private find(keys: string): Shortcut | undefined {
    return this.offered().findLast((shortcut) => shortcut.keys === keys);
  }
}

/** Whether the target handles keys itself: text fields, and menus and lists, where a letter jumps to an item. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox]), textarea, select') ||
    target.closest('[role=menu], [role=listbox]') !== null
  );
}
