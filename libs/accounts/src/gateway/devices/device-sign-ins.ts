import { Injectable } from '@nestjs/common';
import { Role, userActor } from '@reprise/contracts';
import type {
  DeviceAnswer,
  DeviceApprovalBody,
  DeviceBody,
  DeviceRequest,
  WaitingDevice,
} from '../../contract/index.ts';
import { isAPIError } from 'better-auth/api';
import type { Request, Response } from 'express';
import { MachineAccess } from '@reprise/gateway/shared/auth/machine-access.ts';
import { ProblemException, unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { lowerRole } from '../auth/token-identities.ts';
import { ApiTokens, assertRoleOf, makerOf, type Maker } from '../tokens/api-tokens.ts';

/** The library requires a client id, and all our programs use the same. */
const CLIENT = 'reprise';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Lets users authorize programs that have no browser. A user approves the program on the page, and the program gets an
 * API token. The library issues the codes, expires them, and accepts each only once. Source: RFC 8628.
 */
@Injectable()
export class DeviceSignIns {
  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly tokens: ApiTokens,
    private readonly machine: MachineAccess,
  ) {}

  /** @throws ProblemException 409 if there is no user who could approve it */
  async start({ program }: DeviceBody, request: Request): Promise<DeviceRequest> {
    if (!this.machine.hasAccounts) throw noAccounts();
    const { api } = this.host.auth;
    const asked = await api.deviceCode({ body: { client_id: CLIENT } }).catch(refused);
    await this.host.database.query
      .updateTable('deviceCode')
      .set({ program, address: request.ip ?? null })
      .where('deviceCode', '=', asked.device_code)
      .execute();
    const user_code = forPeople(asked.user_code);
    return {
      device_code: asked.device_code,
      user_code,
      path: `/device?code=${user_code}`,
      expires_at: new Date(Date.now() + asked.expires_in * 1000).toISOString(),
      interval_s: asked.interval,
    };
  }

  /** @throws ProblemException 404 if no program waits with this code, or if the code is bound to another user */
  async show(code: string, request: Request): Promise<WaitingDevice> {
    const { userCode, program, address, created_at, expiresAt } = await this.#waiting(code, makerOf(request));
    return {
      user_code: forPeople(userCode),
      program,
      address,
      created_at: created_at.toISOString(),
      expires_at: expiresAt.toISOString(),
    };
  }

  /** @throws ProblemException 404; 422 if the role is higher than the user's */
  async approve(
    code: string,
    { role, expires_in_days }: DeviceApprovalBody,
    request: Request,
    response: Response,
  ): Promise<void> {
    const by = makerOf(request);
    assertRoleOf(by, role);
    const userCode = await this.#claim(code, by, request, response);
    await this.host.database.query
      .updateTable('deviceCode')
      .set({ role, expires_in_days })
      .where('userCode', '=', userCode)
      .where('userId', '=', by.userId)
      .where('status', '=', 'pending')
      .execute();
    const body = { userCode };
    await this.calls.answer(request, response, (headers) =>
      this.calls.api.deviceApprove({ headers, body, returnHeaders: true }),
    );
  }

  /** @throws ProblemException 404 */
  async reject(code: string, request: Request, response: Response): Promise<void> {
    const body = { userCode: await this.#claim(code, makerOf(request), request, response) };
    await this.calls.answer(request, response, (headers) =>
      this.calls.api.deviceDeny({ headers, body, returnHeaders: true }),
    );
  }

  /**
   * Creates the token of an approved program. This works once.
   * @throws ProblemException 403 if not approved, 410 if expired or used
   * @throws ProblemException 409 if there are too many tokens, LogUnavailableError, StreamChangedError; the program may
   * retry
   */
  async redeem(device_code: string, request: Request): Promise<DeviceAnswer> {
    const { query } = this.host.database;
    const asked = await query
      .selectFrom('deviceCode')
      .select(['program', 'role', 'expires_in_days', 'status', 'expiresAt', 'userId'])
      .where('deviceCode', '=', device_code)
      .executeTakeFirst();
    if (!asked) throw over();
    const isOver = asked.expiresAt <= new Date();
    // The role is stored before the approval, so an earlier read may lack it.
    if (asked.status === 'pending' && !isOver) return { status: 'pending', made: null };
    // The library consumes the code, but must not do so if no token can be created.
    await this.tokens.assertPossible();
    if (asked.status === 'approved' && asked.userId !== null && !isOver)
      await this.tokens.assertMayHaveMore(asked.userId);
    const body = { grant_type: GRANT, device_code, client_id: CLIENT } as const;
    const answer = await this.host.auth.api.deviceToken({ body }).catch((error: unknown) => {
      if (isPending(error)) return null;
      throw refusalOf(error);
    });
    if (!answer) return { status: 'pending', made: null };
    const by = await this.#endSession(answer.access_token);
    const role = lowerRole(Role.parse(asked.role), by.role);
    const token = { name: asked.program, role, expires_in_days: asked.expires_in_days ?? 1 };
    return { status: 'approved', made: await this.tokens.create(token, request, by) };
  }

  /** Binds a waiting program to the user. Returns the code in the library's format. */
  async #claim(code: string, by: Maker, request: Request, response: Response): Promise<string> {
    const { userCode } = await this.#waiting(code, by);
    const query = { user_code: userCode };
    await this.calls.answer(request, response, (headers) =>
      this.calls.api.deviceVerify({ headers, query, returnHeaders: true }),
    );
    return userCode;
  }

  async #waiting(code: string, { userId }: Maker) {
    const found = await this.host.database.query
      .selectFrom('deviceCode')
      .selectAll()
      .where('userCode', '=', code.replace(/[^a-z0-9]/gi, '').toUpperCase())
      .where('status', '=', 'pending')
      .where('expiresAt', '>', new Date())
      .executeTakeFirst();
    if (!found || (found.userId !== null && found.userId !== userId)) throw unknown(code);
    return found;
  }

  /**
   * The library opens a session for the program. The program gets a token instead, because a session would have all of
   * the user's rights.
   */
  async #endSession(token: string): Promise<Maker> {
    const { query } = this.host.database;
    const { userId, name, role } = await query
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.userId')
      .select(['user.id as userId', 'user.name', 'user.role'])
      .where('session.token', '=', token)
      .executeTakeFirstOrThrow();
    await query.deleteFrom('session').where('token', '=', token).execute();
    return { actor: userActor({ userId }), name, role: Role.parse(role), kind: 'person', userId };
  }
}

const forPeople = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

const codeOf = (error: unknown): string =>
  isAPIError(error) ? ((error.body as { error?: string } | undefined)?.error ?? '') : '';
const isPending = (error: unknown): boolean => ['authorization_pending', 'slow_down'].includes(codeOf(error));

function refusalOf(error: unknown): unknown {
  if (!isAPIError(error)) return error;
  if (codeOf(error) === 'access_denied')
    return new ProblemException(403, 'The sign-in was rejected on the page.', { cause: error });
  if (error.statusCode >= 500) return unavailable('The accounts cannot be read now. Try again soon.', 5, error);
  return over();
}
const refused = (error: unknown): never => {
  throw refusalOf(error);
};

const over = () => new ProblemException(410, 'This sign-in has expired or was used. Start it again.');
const unknown = (code: string) =>
  new ProblemException(
    404,
    `No program waits with the code ${code.slice(0, 20)}. Compare it, or start the sign-in again.`,
  );
const noAccounts = () =>
  new ProblemException(
    409,
    'No account exists yet that could allow this. Open the link of the start and create the first one.',
  );
