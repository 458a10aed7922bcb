import { addRunnerLogin, newRunnerUser, readSettings } from '@reprise/launcher';

/** Creates a login for an additional runner, and prints the next steps. @returns the exit code */
export async function runnerLogin(runnerId: string): Promise<number> {
  const settings = readSettings(process.env);
  if (settings.NATS_URL) {
    console.error('Add this user to the account of the log in the configuration of the nats-server, and reload it:');
    console.log(JSON.stringify(newRunnerUser(runnerId), null, 2));
    return 0;
  }
  const login = await addRunnerLogin(settings, runnerId);
  console.error('The login was created. Start the runner with its own data dir, and with:');
  for (const [name, value] of Object.entries(login)) console.log(`${name}=${value}`);
  return 0;
}
