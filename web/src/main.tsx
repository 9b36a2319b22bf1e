import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { router } from './app/router.js';
import { startTexts } from './texts/index.js';
import './app/app.css';

startTexts();
createRoot(document.getElementById('root')!).render(<RouterProvider router={router} />);
