import { DOCUMENT, inject, Service } from '@angular/core';

export type TabIcon = 'idle' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

/** What the browser's tab shows: title and icon. */
@Service()
export class PageState {
  private readonly document = inject(DOCUMENT);

  private arriving = false;

  /** Another page was gone to: its heading takes the focus once it is there. */
  leave(): void {
    this.arriving = true;
  }

  /** Whether a page was gone to and its heading was not there yet; true once. */
  arrived(): boolean {
    const arriving = this.arriving;
    this.arriving = false;
    return arriving;
  }

  show(title: string, icon: TabIcon = 'idle'): void {
    this.document.title = title ? `${title} · Reprise` : 'Reprise';
    const link = this.document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link && !link.href.endsWith(`icons/${icon}.svg`)) link.href = `icons/${icon}.svg`;
  }
}
