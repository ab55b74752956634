// Where the page begins: theme, providers, router, nothing else.

import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { removeSecretFromAddress } from './lib/address-secret.ts';
import { listenToShortcuts } from './lib/command.ts';
import { recoverStored } from './lib/crash-journal.ts';
import { queryClient } from './lib/query-client.ts';
import { removeSharedTextFromAddress } from './lib/shared-text.ts';
import { applyTheme, currentTheme } from './lib/theme.ts';
import { router } from './routes/router.tsx';

applyTheme(currentTheme());
removeSecretFromAddress();
removeSharedTextFromAddress();
listenToShortcuts();

/** After this what has come is shown, with placeholders for the rest. */
const first_frame_ms = 800;

// What a crash has cost is put back before anything reads it. The first page is drawn when it has come: behind a placeholder React
// would hold it back for 300 ms more.
void recoverStored().then(() => Promise.race([
  router.load(), new Promise((resolve) => { setTimeout(resolve, first_frame_ms); }),
])).then(() => {
  const root = document.getElementById('root');
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    );
  }
});
