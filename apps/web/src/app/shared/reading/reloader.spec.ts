import { resource } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/settled.ts';
import { reloader } from './reloader.ts';

describe('reading a resource again', () => {
  let end: (() => void)[];
  let again: () => void;
  beforeEach(async () => {
    end = [];
    const loader = () => new Promise<string>((resolve) => end.push(() => resolve('read')));
    again = TestBed.runInInjectionContext(() => reloader(resource({ loader })));
    await drawn();
  });
  const drawn = async () => {
    TestBed.tick();
    await settled();
    TestBed.tick();
  };

  it('happens once after a running read, for any number of requests', async () => {
    for (let n = 0; n < 3; n++) {
      again();
      await drawn();
    }
    expect(end).toHaveLength(1);
    end[0]!();
    await drawn();
    expect(end).toHaveLength(2);
    end[1]!();
    await drawn();
    expect(end).toHaveLength(2);
  });

  it('happens at once without a running read, and once for calls in one turn', async () => {
    end[0]!();
    await drawn();
    again();
    again();
    await drawn();
    expect(end).toHaveLength(2);
    end[1]!();
    await drawn();
    expect(end).toHaveLength(2);
  });
});
