import type { Lab } from '../../lab.ts';
import { spyFails, uidOf } from '../../task-isolation/spy.ts';

/** As an ordinary user, this is covered by `task-isolation/tasks-are-isolated.e2e.spec.ts`. */
export function spied(shared: { readonly lab: Lab }): void {
  it('reads none under a Reprise of this user', async () => {
    const { lab } = shared;
    const { dataDir, services } = lab.system;
    const pids = Object.values(services).flatMap((service) => (service ? [service.pid] : []));
    const folder = lab.inputFolder();
    await spyFails(lab.api, dataDir, pids, folder);
    const isRoot = process.getuid?.() === 0;
    expect(uidOf(folder) === process.getuid?.()).toBe(!isRoot);
    expect(await lab.api.runners()).toMatchObject([{ isolation: isRoot ? 'user' : 'namespace' }]);
  });
}
