import { DOCUMENT, inject, Service } from '@angular/core';

export type TabIcon = 'idle' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

/** Title and icon of the browser's tab, and whether the user has just navigated to this page. */
@Service()
export class PageState {
  private readonly document = inject(DOCUMENT);

  private arriving = false;

  /** Records a navigation to another page. The page's heading gets the focus once it is rendered. */
  beginArrival(): void {
    this.arriving = true;
  }

  /** Whether a navigation waits for its heading. Returns true only once. */
  takeArrival(): boolean {
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
