// The pages of the account, in one chunk.

export { PasswordPage } from './password-page.tsx';
export { ProfilePage } from './profile-page.tsx';
export { SignInsPage } from './sign-ins-page.tsx';
export { TokensPage } from './tokens-page.tsx';
