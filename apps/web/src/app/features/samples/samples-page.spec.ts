import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { UploadApi } from '../../core/api/upload-api.ts';
import { Live } from '../../core/live/live.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Sheets } from '../../core/sheets.ts';
import { settled } from '../../testing/settled.ts';
import { SamplesPage } from './samples-page.ts';
import type { Transfer } from './transfer/transfer.ts';
import { Transfers } from './transfer/transfers.ts';

const waiting = (name: string) =>
  ({
    file: { name, size: 1000 },
    ...{ state: () => 'waiting', error: () => '', sent: () => 0, speed: () => null, uploadId: () => null },
    isActive: () => true,
  }) as unknown as Transfer;

describe('the page of samples', () => {
  it('removes the file that a person chose of a pair that the server does not know yet', async () => {
    const pair = [waiting('A_R1.fastq.gz'), waiting('A_R2.fastq.gz')];
    const drop = jest.fn<Transfers['drop']>().mockResolvedValue();
    const remove = jest.fn<UploadApi['remove']>();
    const api = {
      list: () => Promise.resolve({ items: [], space: { used_bytes: 0, free_bytes: 1 } }),
      samples: () => Promise.resolve({ items: [] }),
      remove,
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: UploadApi, useValue: api },
        { provide: Transfers, useValue: { all: signal(pair), active: signal(pair), drop } },
        { provide: CurrentUser, useValue: { whyNot: () => null, whyNotRoute: () => null } },
        { provide: Live, useValue: { follow: () => undefined } },
        { provide: Toasts, useValue: { say: () => undefined } },
        { provide: Sheets, useValue: { open: () => Promise.resolve(true) } },
      ],
    });
    const fixture = TestBed.createComponent(SamplesPage);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    page.querySelector<HTMLElement>('[aria-label="Remove A_R2.fastq.gz"]')!.click();
    await settled();
    expect(drop.mock.calls).toEqual([[pair[1]]]);
    expect(remove).not.toHaveBeenCalled();
  });
});
