// People in a browser: an account with a password or a link, made in psql.

import { psql } from './server.mjs';

export const password = 'a long walk by the sea';

/** The link that signs a new account in once. @param {import('./server.mjs').ClusterInfo} cluster @param {string} name */
export async function newcomer(cluster, name) {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const account = await psql(cluster, `select studio.create_account('${name}', '${email}')`, 'postgres');
  return { account, email, link: await psql(cluster, `select studio.account_link('${account}')`, 'postgres') };
}
