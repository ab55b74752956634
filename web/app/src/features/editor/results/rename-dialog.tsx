// A name for a result. An empty one gives the first back.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';

interface RenameDialogProps {
  name: string;
  placeholder: string;
  onName: (name: string) => void;
  onClose: () => void;
}

export function RenameDialog({ name, placeholder, onName, onClose }: RenameDialogProps): ReactNode {
  const [typed, setTyped] = useState(name);
  return (
    <Dialog label="Rename the result" onClose={onClose}>
      <form className="grid gap-3 p-4" onSubmit={(event) => {
        event.preventDefault();
        onName(typed);
        onClose();
      }}>
        <TextField label="Name of the result" value={typed} placeholder={placeholder} maxLength={80}
          onChange={(event) => setTyped(event.target.value)} hint="Left empty, it has its number again." />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">Rename</Button>
        </div>
      </form>
    </Dialog>
  );
}
