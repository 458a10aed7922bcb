import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { DirectorySignIns } from './directory-sign-ins.ts';
import { DirectorySignOuts } from './directory-sign-outs.ts';
import { PagePath } from './page-path.ts';

const LogoutBody = z.object({ logout_token: z.string().max(10_000) });
const BeginQuery = z.object({ return_to: PagePath.default('/') });

/**
 * Routes through which the browser goes to the directory and back, and through which the directory signs users out.
 * They are not part of the API document.
 */
@Controller()
export class DirectoryController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'access' | 'publicUrl'>,
    private readonly signIns: DirectorySignIns,
    private readonly signOuts: DirectorySignOuts,
  ) {}

  @Get('sign-in/oidc')
  async begin(
    @Query({ schema: BeginQuery }) { return_to }: z.infer<typeof BeginQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.#assertSetUp();
    const { host, origin } = new URL(this.settings.publicUrl);
    // Cookies that were set under a different host name of this machine would not be sent back.
    const to =
      request.get('host') === host
        ? await this.signIns.begin(return_to, request, response)
        : `${origin}/api/sign-in/oidc?${new URLSearchParams({ return_to }).toString()}`;
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(303, to);
  }

  @Get('auth/callback/oidc')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.#assertSetUp();
    const to = await this.signIns.finish(request, response);
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(303, to);
  }

  /** The directory posts a form. */
  @Post('auth/backchannel-logout')
  @HttpCode(200)
  async signOut(
    @Body({ schema: LogoutBody }) { logout_token }: z.infer<typeof LogoutBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.#assertSetUp();
    response.set('cache-control', 'no-store');
    await this.signOuts.end(logout_token, request);
  }

  #assertSetUp(): void {
    if (!this.settings.access.oidc)
      throw new ProblemException(404, 'There is no directory to sign in with: REPRISE_OIDC_ISSUER is not set.');
  }
}
