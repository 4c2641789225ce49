// Tells the server that scripts run here, so that it may send skeletons for them to fill (dashboard/views.py).

document.cookie = `scripts=on; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
