package webpage
import ("testing";"os";"path/filepath";"fmt";"strings";"github.com/credence-project/credence/internal/testkit")
func TestX(t *testing.T){
 dir:=testkit.Shared(t,"data/ingest/pages"); tsv,_:=os.ReadFile(dir+"/dates.tsv")
 withURL:=os.Getenv("NOURL")==""
 r,w,n:=0,0,0
 for _,l:=range strings.Split(strings.TrimSpace(string(tsv)),"\n")[1:]{ f:=strings.Split(l,"\t")
  b,_:=os.ReadFile(filepath.Join(dir,f[0])); src:=Source{}; if withURL{src.URL=f[1]}
  d,err:=Parse(b,src)
  got:=""; if !d.Published.IsZero(){got=d.Published.From.Format("2006-01-02")}
  hit:="RIGHT"; if got==""{hit="none ";n++}else if got!=f[2]&&d.Published.To.Format("2006-01-02")!=f[2]{hit="WRONG";w++}else{r++}
  fmt.Printf("%s %s want %s got %v | %s | %s | %s | %s | %s | %d %v\n",hit,f[0],f[2],d.Published,d.Title,d.Outlet,d.Author,d.Lang,f[1],len(d.Text),err)
 }
 fmt.Println("RESULT right",r,"wrong",w,"none",n)
}
