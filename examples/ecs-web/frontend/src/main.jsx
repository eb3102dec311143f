/* global API_URL, SIGN_IN_PATH -- put in by the build */
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { fetchItems } from "./api.js";
import { Page } from "./page.jsx";
import "./page.css";

function App() {
  const [state, setState] = useState({ status: "loading" });
  useEffect(() => {
    fetchItems(API_URL).then(
      (items) => setState({ status: "ready", items }),
      (error) => setState({ status: "failed", message: error.message }),
    );
  }, []);
  return <Page apiUrl={API_URL} signInPath={SIGN_IN_PATH} state={state} />;
}

createRoot(document.getElementById("page")).render(<App />);
