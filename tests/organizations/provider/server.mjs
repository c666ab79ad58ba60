// An organization's own sign-in, as a process beside the tests: oidc-provider, with a page on which the person says
// that it is he, and a door at which a test says who stands there and what is wrong with the tokens.
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const { PORT, ISSUER, REDIRECTS, SECRET } = process.env;
const CLIENT = 'tracker';

let person = {};
let spoilt = null;

const keys = await generateKeyPair('RS256', { extractable: true });
const foreign = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(keys.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' };

const provider = new Provider(ISSUER, {
  clients: [{
    client_id: CLIENT,
    client_secret: SECRET,
    redirect_uris: JSON.parse(REDIRECTS),
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  jwks: { keys: [jwk] },
  cookies: { keys: ['for tests only'] },
  claims: { openid: ['sub', 'amr', 'acr', 'auth_time'], email: ['email', 'email_verified'] },
  acrValues: ['two'],
  pkce: { methods: ['S256'], required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: person.email, email_verified: person.email_verified }),
  }),
  async loadExistingGrant(ctx) {
    const { client, session } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});

async function body(ctx) {
  const parts = [];
  for await (const part of ctx.req) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}

function payload(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
}

function signed(claims, how) {
  if (how === 'none') return new UnsecuredJWT(claims).encode();
  if (how === 'secret') {
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'own' }).sign(Buffer.from(SECRET));
  }
  const { privateKey } = how === 'foreign' ? foreign : keys;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(privateKey);
}

provider.use(async (ctx, next) => {
  const [, place, uid, verb] = ctx.path.split('/');
  if (place === 'door') {
    ({ person = person, spoilt = null } = await body(ctx));
    ctx.body = 'ok';
  } else if (place === 'interaction' && verb === 'yes') {
    const { sub, amr, acr } = person;
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: sub, amr, acr } });
    ctx.respond = false;
  } else if (place === 'interaction' && verb === 'no') {
    await provider.interactionFinished(ctx.req, ctx.res, { error: 'access_denied' });
    ctx.respond = false;
  } else if (place === 'interaction') {
    ctx.type = 'html';
    ctx.body = `<!doctype html><title>Organization</title><h1>Organization</h1><a href="/interaction/${uid}/yes">It is me</a>`;
  } else {
    await next();
    if (spoilt && ctx.path === '/token' && ctx.body?.id_token) {
      ctx.body.id_token = await signed({ ...payload(ctx.body.id_token), ...spoilt.claims }, spoilt.signed);
    }
    if (spoilt?.told && ctx.path === '/me') ctx.body = { ...ctx.body, ...spoilt.told };
  }
});

provider.listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
